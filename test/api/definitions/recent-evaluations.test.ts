import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { RecentEvaluations } from "../../../api/definitions/recent-evaluations.ts";
import { EXAMPLE_ZONE } from "../../../templates/example-zone.ts";

describe("evaluations of a moment ago", () => {
  const input = { file: "espalier.json", text: "{}", zone: EXAMPLE_ZONE, variables: { a: "1" } };
  const asked = () => {
    const recent = new RecentEvaluations();
    let evaluations = 0;
    return async (
      more: Partial<typeof input> & { secretNames?: ReadonlySet<string> } = {},
      kept?: string,
      again = true,
    ) => {
      const before = evaluations;
      await recent.get({ ...input, ...more }, kept, async () => {
        evaluations++;
        return { evaluated: { diagnostics: [] }, again };
      });
      return evaluations > before ? "evaluated" : "known";
    };
  };

  it("are told again to who gives the very same input", async () => {
    const ask = asked();
    assert.deepEqual([await ask({}, "kept"), await ask({}, "kept")], ["evaluated", "known"]);
  });

  it("are not told to who gives anything else", async () => {
    const ask = asked();
    await ask({}, "kept");
    for (const other of [
      { text: "{ }" },
      { file: "espalier.jsonnet" },
      { variables: { a: "2" } },
      { zone: { ...EXAMPLE_ZONE, claim: { ...EXAMPLE_ZONE.claim, pods: 1 } } },
      { secretNames: new Set(["a"]) },
    ]) {
      assert.equal(await ask(other, "kept"), "evaluated", JSON.stringify(other));
    }
    assert.equal(await ask({}, "another value is kept now"), "evaluated");
  });

  it("are not kept when values were drawn for them, where values are to be kept, and of large definitions", async () => {
    const ask = asked();
    assert.deepEqual([await ask({}, "kept", false), await ask({}, "kept")], ["evaluated", "evaluated"]);
    assert.deepEqual([await ask(), await ask()], ["evaluated", "evaluated"]);
    const text = " ".repeat(1024 * 1024);
    assert.deepEqual([await ask({ text }, "kept"), await ask({ text }, "kept")], ["evaluated", "evaluated"]);
  });

  it("are made once for all who ask at the same time, and again where the first was given up or drew values", async () => {
    const recent = new RecentEvaluations();
    const outcomes = [
      { again: true, failed: false, evaluations: 1 },
      { again: false, failed: false, evaluations: 2 },
      { again: true, failed: true, evaluations: 2 },
    ];
    for (const [at, { again, failed, evaluations }] of outcomes.entries()) {
      let made = 0;
      const ask = () =>
        recent.get({ ...input, text: `${at}` }, "kept", async () => {
          const isFirst = made++ === 0;
          await new Promise((resolve) => setImmediate(resolve));
          if (failed && isFirst) throw new Error("given up");
          return { evaluated: { diagnostics: [] }, again };
        });
      const answers = await Promise.allSettled([ask(), ask()]);
      assert.equal(made, evaluations);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [failed ? "rejected" : "fulfilled", "fulfilled"],
      );
    }
  });

  it("are few", async () => {
    const ask = asked();
    for (let index = 0; index < 9; index++) await ask({ text: String(index) }, "kept");
    assert.deepEqual([await ask({ text: "8" }, "kept"), await ask({ text: "0" }, "kept")], ["known", "evaluated"]);
  });
});
