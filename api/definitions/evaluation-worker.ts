import { getHeapStatistics } from "node:v8";
import { parentPort } from "node:worker_threads";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { evaluate } from "../../templates/evaluate.ts";
import type { GeneratedValues } from "../../templates/evaluation.ts";
import { formOf } from "../../templates/template-form.ts";
import { textDifference } from "../revisions/difference.ts";
import type { EvaluationTask, ThreadMessage, ThreadRequest } from "./evaluation-messages.ts";

let answerValue: ((answer: Exclude<ThreadRequest, { kind: "task" }>) => void) | undefined;

const generated: GeneratedValues = {
  async get(project, variable, draw, secret = true) {
    const answer = await new Promise<Exclude<ThreadRequest, { kind: "task" }>>((resolve) => {
      answerValue = resolve;
      say({ kind: "value", project, variable, drawn: draw(), secret });
    });
    if (answer.kind === "value") return answer.value;
    throw new DiagnosticsError(answer.diagnostics);
  },
};

parentPort?.on("message", async (request: ThreadRequest) => {
  if (request.kind === "task") say(await answer(request.task));
  else answerValue?.(request);
});

async function answer(task: EvaluationTask): Promise<ThreadMessage> {
  try {
    return done(await carryOut(task));
  } catch (error) {
    if (error instanceof DiagnosticsError) return done({ diagnostics: error.diagnostics });
    const { name, stack = "" } = error as Error;
    return { kind: "failed", where: [name, ...stack.split("\n").filter((line) => /^\s+at /.test(line))].join("\n") };
  }
}

function done(result: unknown): ThreadMessage {
  return { kind: "done", result, heap: getHeapStatistics().total_heap_size / 1024 / 1024 };
}

async function carryOut(task: EvaluationTask): Promise<unknown> {
  switch (task.kind) {
    case "evaluate":
      return evaluate({ ...task.input, generated });
    case "form":
      return { value: await formOf(task.source, task.secretNames), diagnostics: [] };
    case "difference":
      return textDifference(task.from, task.to, task.names);
  }
}

function say(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
