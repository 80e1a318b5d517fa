import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { EvaluationTask } from "../../../api/definitions/evaluation-messages.ts";
import { EvaluationThread, ThreadStopped } from "../../../api/definitions/evaluation-thread.ts";
import type { GeneratedValues } from "../../../templates/evaluation.ts";
import { EXAMPLE_ZONE } from "../../../templates/example-zone.ts";

const BRIEF = 2_000;

describe("a thread that evaluates", function () {
  this.timeout(60_000);

  const task = (containers: number): EvaluationTask => ({
    kind: "evaluate",
    input: {
      file: "espalier.json",
      text: JSON.stringify({
        project: { name: "shop" },
        containers: Array.from({ length: containers }, (_, index) => ({ name: `c${index}`, image: "nginx:1" })),
        variables: { token: { generate: true } },
      }),
      zone: EXAMPLE_ZONE,
      variables: {},
    },
  });
  const drawn: GeneratedValues = { get: async (_project, _variable, draw) => draw() };
  const stopped = (reason: ThreadStopped["reason"]) => (error: unknown) => {
    assert.ok(error instanceof ThreadStopped, String(error));
    assert.equal(error.reason, reason);
    return true;
  };

  it("that has worked all the time says that the task takes too long", async () => {
    // Loading what evaluates takes longer on any machine, and is work all the time.
    const thread = new EvaluationThread(BRIEF / 10);
    await assert.rejects(thread.run(task(1_000), drawn), stopped("time"));
    assert.equal(thread.ended, true);
  });

  it("that hardly got to work says that it is busy, which is no fault of the task", async () => {
    // Loading what evaluates is work, which must not count.
    const waiting = new EvaluationThread(BRIEF * 5);
    await waiting.run(task(1), drawn);
    const never: GeneratedValues = { get: () => new Promise(() => {}) };
    await assert.rejects(waiting.run(task(1), never), stopped("busy"));
    assert.equal(waiting.ended, true);
  });
});
