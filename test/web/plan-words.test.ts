import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Schema } from "../../api/client/types.ts";
import { planInShort, planSentences } from "../../web/infra/session/plan-words.ts";

type ZonePlan = Schema<"ZonePlan">;
type Operation = ZonePlan["changes"][number]["operation"];

describe("a plan in words", () => {
  const same = zone("sofia");
  const made = zone("plovdiv", ["create", "create", "update"]);
  const away: ZonePlan = {
    ...zone("varna"),
    errors: [{ severity: "error", code: "zone-unreachable", message: 'zone "varna" does not answer' }],
  };

  it("counts objects, and names the zone only where there are several", () => {
    assert.equal(planSentences([zone("sofia", ["create"])]), "1 object is created.");
    assert.equal(planSentences([same]), "No object is changed.");
    assert.equal(planSentences([]), "No object is changed.");
    assert.equal(
      planSentences([same, made]),
      "In plovdiv: 2 objects are created, 1 object is changed. In sofia: nothing changes.",
    );
    assert.equal(
      planSentences([zone("sofia", ["delete"]), zone("varna", ["delete"])]),
      "In sofia and varna: 1 object is deleted.",
    );
    assert.equal(
      planSentences([{ ...made, moreChanges: 7 }]),
      "2 objects are created, 1 object is changed, and 7 more.",
    );
  });

  it("says nothing of a zone that cannot be planned, least of all that nothing changes there", () => {
    assert.equal(planSentences([away]), "What it changes is not known.");
    assert.equal(planSentences([same, away]), "In sofia: nothing changes.");
    assert.equal(planInShort([same, away], 0), "No plan for varna");
    assert.equal(planInShort([same], 0), "Nothing would change");
  });

  it("names the zones of a change when it is not made in all of them", () => {
    assert.equal(planInShort([made], 1), "1 part changes");
    assert.equal(planInShort([made, zone("sofia", ["update"])], 2), "2 parts change");
    assert.equal(planInShort([same, made], 2), "2 parts change in plovdiv");
    const many = ["a", "b", "c", "d"].map((name) => zone(name, ["update"]));
    assert.equal(planInShort([same, ...many], 1), "1 part changes in 4 zones");
  });
});

function zone(name: string, operations: readonly Operation[] = []): ZonePlan {
  const change = { fields: [], moreFields: 0, dataAtRisk: false, restarts: false };
  return {
    zone: name,
    moreChanges: 0,
    unchanged: 4,
    notes: [],
    errors: [],
    quota: [],
    changes: operations.map((operation, index) => ({
      ...change,
      operation,
      id: `/Service/shop/${index}`,
      path: "shop",
    })),
  };
}
