import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EvaluationThreads } from "../../../api/definitions/evaluation-threads.ts";
import type { EvaluationInput } from "../../../templates/evaluation.ts";
import { EXAMPLE_ZONE } from "../../../templates/example-zone.ts";

/** Milliseconds that a task gets. */
const TIME = 10_000;

describe("threads that evaluate, on a machine that gives them no time", () => {
  const threads = new EvaluationThreads(TIME);
  const definition = {
    project: { name: "shop" },
    containers: [{ name: "web", image: "nginx:1.29", environment: { WORD: "$word" } }],
    variables: { word: { generate: true } },
  };
  /** Hangs in the middle so often: a thread that waits for an answer gets as little done as one that has no time. */
  const input = (hangs: number): EvaluationInput => ({
    file: "espalier.json",
    text: JSON.stringify(definition),
    zone: EXAMPLE_ZONE,
    variables: {},
    generated: { get: async () => (hangs-- > 0 ? new Promise(() => {}) : "drawn") },
  });

  /** Both of them, so that loading takes no time of what follows; it may take longer than a task does. */
  const load = async () => {
    const one = () => threads.evaluate("shop", input(0), { patient: true });
    const evaluated = await Promise.all([one(), one()]);
    return evaluated.every(({ value }) => value !== undefined);
  };

  it("begin anew for who is patient, and tell others that the platform is busy", async () => {
    for (let areLoaded = false; !areLoaded; ) areLoaded = await load();
    const patient = await threads.evaluate("shop", input(1), { patient: true });
    assert.equal(patient.value?.tree.project, "shop", JSON.stringify(patient.diagnostics));
    await assert.rejects(threads.evaluate("shop", input(1)), /too busy to evaluate/);
  });
});
