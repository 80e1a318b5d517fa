import { getHeapStatistics } from "node:v8";
import { parentPort } from "node:worker_threads";
import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { GeneratedValues } from "../../templates/evaluation.ts";
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

/** ms that matching all values of a request may take. */
const CHECK_TIME = 3000;

function tooSlow(name: string): Diagnostic {
  return {
    severity: "error",
    code: "pattern-too-slow",
    message: `the values before ${JSON.stringify(name)} took too long to match, so that it was not looked at`,
    fix: "write patterns without one repetition inside another, or set fewer variables at once",
  };
}

/** Loads what a task needs when it is needed: a thread that draws has no use for what evaluates. */
async function carryOut(task: EvaluationTask): Promise<unknown> {
  switch (task.kind) {
    case "evaluate": {
      const { evaluate } = await import("../../templates/evaluate.ts");
      return evaluate({ ...task.input, generated });
    }
    case "form": {
      const { formOf } = await import("../../templates/template-form.ts");
      return { value: await formOf(task.source, task.secretNames), diagnostics: [] };
    }
    case "check": {
      const { checkValue } = await import("../../templates/variable-check.ts");
      const ends = performance.now() + CHECK_TIME;
      return task.values.map(({ field, value }) =>
        performance.now() < ends ? checkValue(field, value, []) : [tooSlow(field.name)],
      );
    }
    case "difference": {
      const { textDifference } = await import("../revisions/difference.ts");
      return textDifference(task.from, task.to, task.names);
    }
    case "layout": {
      const { drawTree } = await import("../../diagram/index.ts");
      return drawTree(task.tree, { groupByTag: task.groupByTag });
    }
    case "svg": {
      const { renderSvg } = await import("../../diagram/svg.ts");
      return renderSvg(task.graph, { theme: task.theme });
    }
  }
}

function say(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
