import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { collapseGroups, collapsibleGroups } from "../../diagram/collapse.ts";
import { graphOfTree, layOut } from "../../diagram/index.ts";
import { flaws } from "./geometry.ts";
import { randomTree } from "./random-tree.ts";
import { everything, shop } from "./trees.ts";

const PATIENT = { timeLimit: 60_000 };

const grouped = graphOfTree(shop, { groupByTag: true });
const DATA = "shop#tag:data";

describe("a collapsed group", function () {
  this.timeout(600_000);

  it("is one card that counts what is in it", () => {
    const graph = collapseGroups(grouped, new Set([DATA]));
    const card = graph.nodes.find(({ kind }) => kind === "collapsed");
    assert.deepEqual(
      [card?.title, card?.kindName, card?.icon, card?.group, card?.collapses],
      ["data", "tag, collapsed", "tag", "shop", { id: DATA, kind: "tag" }],
    );
    assert.deepEqual(
      card?.lines.map(({ name, value }) => `${value} ${name}`),
      ["5 containers", "4 volumes"],
    );
    assert.ok(!graph.groups.some(({ id }) => id === DATA));
    assert.ok(!graph.nodes.some(({ group }) => group === DATA));
  });

  it("stands where the first of its nodes stood in the order of the definition", () => {
    const titles = collapseGroups(grouped, new Set([DATA])).nodes.map(({ title }) => title);
    assert.equal(titles[titles.indexOf("mailer") + 1], "data");
  });

  it("has one edge of a kind to each neighbour, with all that made them, and none to itself", () => {
    const graph = collapseGroups(grouped, new Set([DATA]));
    const into = graph.edges.filter(({ to }) => to === `${DATA}#collapsed`);
    assert.deepEqual(
      into.map(({ from, kind, label }) => [from, kind, label]),
      [
        ["shop/api", "request", "CACHE_HOST"],
        ["shop/catalogue", "request", "DB_HOST, DB_URL +2"],
        ["shop/orders", "request", "DB_HOST"],
      ],
    );
    assert.deepEqual(into[1]?.labels, ["DB_HOST", "DB_URL", "DB_READ_URL", "SEARCH_URL"]);
    assert.ok(graph.edges.every(({ from, to }) => from !== to));
  });

  it("may be the outside, which keeps its frame", async () => {
    const outside = "everything#outside";
    const graph = collapseGroups(graphOfTree(everything), new Set([outside]));
    const inside = graph.nodes.filter(({ group }) => group === outside);
    assert.deepEqual(
      inside.map(({ title, lines }) => [title, ...lines.map(({ name, value }) => `${value} ${name}`)]),
      [["Outside", "1 public address", "3 peers outside"]],
    );
    assert.deepEqual(
      graph.edges.filter(({ from, to }) => [from, to].includes(`${outside}#collapsed`)).map(({ kind }) => kind),
      ["expose", "allow", "allow", "allow"],
    );
    assert.deepEqual(flaws(await layOut(graph, PATIENT)), []);
  });

  it("may be any tag's or the outside, not the zone or the project", () => {
    assert.deepEqual(
      collapsibleGroups(grouped).map(({ kind }) => kind),
      ["outside", "tag", "tag", "tag", "tag"],
    );
    assert.equal(collapseGroups(grouped, new Set(["shop", "shop#zone", "nothing"])), grouped);
  });

  it("is laid out soundly in any tree, whatever is collapsed", async () => {
    await fc.assert(
      fc.asyncProperty(randomTree, fc.infiniteStream(fc.boolean()), async (tree, choices) => {
        const graph = graphOfTree(tree, { groupByTag: true });
        const chosen = collapsibleGroups(graph).filter(() => choices.next().value);
        const collapsed = collapseGroups(graph, new Set(chosen.map(({ id }) => id)));
        assert.equal(new Set(collapsed.nodes.map(({ id }) => id)).size, collapsed.nodes.length);
        assert.equal(new Set(collapsed.edges.map(({ id }) => id)).size, collapsed.edges.length);
        assert.deepEqual(flaws(await layOut(collapsed, PATIENT)), []);
      }),
      { numRuns: 80 },
    );
  });
});
