import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ProjectSpec } from "../../constructs/spec.ts";
import { FOUNDING_EXAMPLE, shop, treeOf, ZONE } from "./support/fixtures.ts";

/** The same value with the keys of every object in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe("a tree", () => {
  it("is the same bytes for the same spec", () => {
    assert.equal(JSON.stringify(treeOf(FOUNDING_EXAMPLE)), JSON.stringify(treeOf(structuredClone(FOUNDING_EXAMPLE))));
  });

  it("does not depend on the order of keys", () => {
    const other = ProjectSpec.parse(reversed(FOUNDING_EXAMPLE));
    assert.equal(JSON.stringify(treeOf(other)), JSON.stringify(treeOf(FOUNDING_EXAMPLE)));
  });

  it("is plain JSON", () => {
    const tree = treeOf(FOUNDING_EXAMPLE);
    assert.deepEqual(JSON.parse(JSON.stringify(tree)), tree);
  });

  it("changes no other container's manifests when one is added, wherever it is added", () => {
    const before = treeOf(FOUNDING_EXAMPLE);
    const added = shop([
      { name: "cache", options: { expose: true, ports: [6379], volumes: [{ volume: "cache", path: "/c" }] } },
    ]).containers;
    const volumes = [{ name: "cache", size: "1Gi" }];
    for (const containers of [
      [...added, ...FOUNDING_EXAMPLE.containers],
      [...FOUNDING_EXAMPLE.containers, ...added],
    ]) {
      const after = new Set(
        treeOf({ ...FOUNDING_EXAMPLE, containers, volumes }).manifests.map((manifest) => JSON.stringify(manifest)),
      );
      assert.deepEqual(
        before.manifests.filter((manifest) => !after.has(JSON.stringify(manifest))),
        [],
      );
    }
  });

  it("warns when the project asks for more than its claim", () => {
    const tree = treeOf(shop([{ name: "web", options: { replicas: 3, resources: { cpu: 2, memory: "3Gi" } } }]));
    assert.deepEqual(
      tree.notes.filter(({ severity }) => severity === "warning").map(({ code, got, allowed }) => [code, got, allowed]),
      [
        ["claim-exceeded", "6", ZONE.claim.cpu],
        ["claim-exceeded", "9Gi", ZONE.claim.memory],
      ],
    );
  });

  it("warns when the claim leaves no room to update a container", () => {
    const tree = treeOf(shop([{ name: "web", options: { resources: { cpu: "2500m" } } }]));
    assert.deepEqual(
      tree.notes.filter(({ severity }) => severity === "warning").map(({ code, got, allowed }) => [code, got, allowed]),
      [["no-room-to-update", "2500m", "1500m"]],
    );
  });
});
