import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { EvaluationTask } from "../../../api/definitions/evaluation-messages.ts";
import { EvaluationThread, ThreadStopped } from "../../../api/definitions/evaluation-thread.ts";
import type { GeneratedValues } from "../../../templates/evaluation.ts";
import { EXAMPLE_ZONE } from "../../../templates/example-zone.ts";

const BRIEF = 2_000;

describe("a thread that evaluates", function () {
  this.timeout(300_000);

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
  const reasonOf = async (run: Promise<unknown>): Promise<ThreadStopped["reason"]> => {
    const error = await run.then(
      () => assert.fail("it was not stopped"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ThreadStopped, String(error));
    return error.reason;
  };

  /** Loading what evaluates is work, which must not count; it takes as long as the machine takes. */
  const loadedThread = async (time: number): Promise<EvaluationThread> => {
    const thread = new EvaluationThread(time);
    const isLoaded = await thread.run(task(1), drawn).then(
      () => true,
      () => false,
    );
    return isLoaded ? thread : loadedThread(time * 2);
  };

  it("that has worked all the time says that the task takes too long", async () => {
    for (;;) {
      // Loading what evaluates takes longer on any machine, and is work all the time.
      const thread = new EvaluationThread(BRIEF / 10);
      const reason = await reasonOf(thread.run(task(1_000), drawn));
      assert.equal(thread.ended, true);
      // Where the machine stood still meanwhile, the thread has not worked all the time.
      if (reason === "busy") continue;
      assert.equal(reason, "time");
      return;
    }
  });

  it("that hardly got to work says that it is busy, which is no fault of the task", async () => {
    const waiting = await loadedThread(BRIEF * 5);
    const never: GeneratedValues = { get: () => new Promise(() => {}) };
    assert.equal(await reasonOf(waiting.run(task(1), never)), "busy");
    assert.equal(waiting.ended, true);
  });
});
