import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Tree } from "../../constructs/tree.ts";
import { graphOfTree, layOut, withGhosts } from "../../diagram/index.ts";
import { wholeText } from "../../diagram/svg/node.ts";
import { renderParts } from "../../diagram/svg/parts.ts";
import { flaws } from "./geometry.ts";
import { randomTree } from "./random-tree.ts";
import { everything, shop } from "./trees.ts";

const PATIENT = { timeLimit: 60_000 };

function without(tree: Tree, ...names: readonly string[]): Tree {
  return { ...tree, nodes: tree.nodes.filter(({ name }) => !names.includes(name)) };
}

describe("ghosts", function () {
  this.timeout(600_000);

  it("are the nodes and edges that were removed, each where it stood in the order", () => {
    const before = graphOfTree(shop);
    const after = graphOfTree(without(shop, "cache", "search_index"));
    const both = withGhosts(after, before);
    assert.deepEqual(
      both.nodes.map(({ id }) => id),
      before.nodes.map(({ id }) => id),
    );
    assert.deepEqual(
      both.nodes.filter(({ ghost }) => ghost).map(({ title }) => title),
      ["cache", "search_index"],
    );
    assert.deepEqual(
      both.edges.filter(({ ghost }) => ghost).map(({ id }) => id),
      ["request:shop/api>shop/cache", "mount:shop/search>shop/search_index"],
    );
  });

  it("are edges too that were removed between nodes that stayed", () => {
    const after = graphOfTree({ ...shop, references: shop.references.slice(1) });
    const ghosts = withGhosts(after, graphOfTree(shop)).edges.filter(({ ghost }) => ghost);
    assert.deepEqual(
      ghosts.map(({ id }) => id),
      ["expose:shop/shop.example.com>shop/storefront"],
    );
  });

  it("keep the frame they stood in", async () => {
    const after = graphOfTree(without(everything, "shop.example.com", "billing", "api.stripe.com", "10.20.0.0/16"));
    assert.ok(!after.groups.some(({ kind }) => kind === "outside"));
    const both = withGhosts(after, graphOfTree(everything));
    assert.deepEqual(
      both.groups.map(({ kind }) => kind),
      ["outside", "zone", "project"],
    );
    assert.deepEqual(flaws(await layOut(both, PATIENT)), []);
  });

  it("are none when nothing was removed", () => {
    const graph = graphOfTree(shop);
    assert.equal(withGhosts(graph, graphOfTree(without(shop, "cache"))), graph);
  });

  it("say so in words, and are dashed", async () => {
    const both = await layOut(withGhosts(graphOfTree(without(shop, "cache")), graphOfTree(shop)), PATIENT);
    const ghost = both.nodes.find(({ title }) => title === "cache");
    assert.ok(ghost);
    assert.match(wholeText(ghost), /^cache: database container, removed, image/);
    const { nodes, edges } = renderParts(both);
    assert.deepEqual(
      nodes.filter(({ svg }) => svg.includes(`class="e-card e-ghost"`)).map(({ id }) => id),
      ["shop/cache"],
    );
    const edge = edges.find(({ svg }) => svg.includes("e-ghost"));
    assert.match(edge?.svg ?? "", /<title>api calls cache: CACHE_HOST \(removed\)<\/title>/);
  });

  it("leave a graph sound, whatever came and went", async () => {
    await fc.assert(
      fc.asyncProperty(randomTree, randomTree, fc.boolean(), async (one, other, groupByTag) => {
        const [after, before] = [graphOfTree(one, { groupByTag }), graphOfTree(other, { groupByTag })];
        const both = withGhosts(after, before);
        const all = new Set([...after.nodes, ...before.nodes].map(({ id }) => id));
        assert.deepEqual(new Set(both.nodes.map(({ id }) => id)), all);
        assert.equal(both.nodes.length, all.size);
        assert.deepEqual(
          both.nodes.filter(({ ghost }) => !ghost),
          after.nodes,
        );
        assert.deepEqual(flaws(await layOut(both, PATIENT)), []);
      }),
      { numRuns: 60 },
    );
  });
});
