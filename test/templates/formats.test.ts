import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { evaluateFile, evaluationOf, fixture, keptInMemory } from "./support.ts";

describe("one project in several formats", () => {
  const generated = keptInMemory();
  const evaluated = (name: string) => evaluationOf(evaluateFile(fixture(name), { generated }));

  for (const name of ["shop.jsonnet", "shop.ts", "shop-constructs.ts"]) {
    it(`gives the same bytes of manifests as ${name} and as JSON`, async () => {
      const json = await evaluated("shop.jsonc");
      const other = await evaluated(name);
      assert.equal(JSON.stringify(other.tree.manifests, null, 1), JSON.stringify(json.tree.manifests, null, 1));
      assert.deepEqual(other.tree.nodes, json.tree.nodes);
      assert.deepEqual(other.tree.references, json.tree.references);
      assert.deepEqual(new Map([...other.secrets].toSorted()), new Map([...json.secrets].toSorted()));
    });
  }

  it("gives specs that are the same but for the way they were written", async () => {
    const [json, jsonnet, typescript] = await Promise.all(["shop.jsonc", "shop.jsonnet", "shop.ts"].map(evaluated));
    assert.deepEqual(jsonnet?.spec, json?.spec);
    assert.deepEqual(typescript?.spec, json?.spec);
  });
});
