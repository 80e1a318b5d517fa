import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Tree } from "../../constructs/tree.ts";
import type { Graph, LaidOutGraph, LaidOutNode } from "../../diagram/graph.ts";
import {
  collapseGroups,
  GRID,
  graphOfTree,
  layOut,
  type Placement,
  placementOf,
  renderSvg,
} from "../../diagram/index.ts";
import { flaws, overlappingBoxes } from "./geometry.ts";
import { randomTree } from "./random-tree.ts";
import { parseXml } from "./strict-xml.ts";
import { type Addition, changed, type TreeChange, treeChange } from "./tree-changes.ts";
import { everything, founding, generatedTree, shop } from "./trees.ts";

const PATIENT = { timeLimit: 60_000 };

const place = (graph: LaidOutGraph, title: string) => graph.nodes.find((node) => node.title === title) as LaidOutNode;
const edge = (graph: LaidOutGraph, from: string, to: string) =>
  graph.edges.find((one) => one.from.endsWith(`/${from}`) && one.to.endsWith(`/${to}`));
const add = (kind: "container" | "address", references: Addition["references"] = []): Addition => {
  return { add: { kind, tags: [] }, references };
};

/** How far the nodes moved that are in both and belong to the same group as before, in px. */
function movements(before: LaidOutGraph, after: LaidOutGraph): number[] {
  const were = new Map(before.nodes.map((node) => [node.id, node]));
  return after.nodes.flatMap((now) => {
    const was = were.get(now.id);
    if (!was || (was.standsOut ?? was.group) !== (now.standsOut ?? now.group)) return [];
    return [Math.max(Math.abs(now.x - was.x), Math.abs(now.y - was.y))];
  });
}

/** Changes one after the other, each laid out upon the picture before. */
async function followed(
  tree: Tree,
  changes: readonly TreeChange[],
  groupByTag: boolean,
  see: (before: LaidOutGraph, after: LaidOutGraph) => void,
): Promise<void> {
  let now = tree;
  let before = await layOut(graphOfTree(now, { groupByTag }), PATIENT);
  let previous = placementOf(before);
  for (const [index, change] of changes.entries()) {
    now = changed(now, change, `newcomer-${index}`);
    const graph = graphOfTree(now, { groupByTag });
    if (graph.nodes.length === 0 || graph.nodes.length > 2 * before.nodes.length) return;
    const after = await layOut(graph, { previous, ...PATIENT });
    see(before, after);
    [before, previous] = [after, placementOf(after, previous)];
  }
}

describe("a layout upon a previous one", function () {
  this.timeout(600_000);

  it("moves no node by more than a step of the grid when others come and go, and stays sound, in any tree", async () => {
    let farthest = 0;
    await fc.assert(
      fc.asyncProperty(
        randomTree,
        fc.array(treeChange, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (tree, changes, groupByTag) => {
          await followed(tree, changes, groupByTag, (before, after) => {
            farthest = Math.max(farthest, ...movements(before, after));
            assert.ok(farthest <= GRID, `${farthest} px`);
            assert.deepEqual(flaws(after), []);
          });
        },
      ),
      { numRuns: 150 },
    );
    assert.equal(farthest, 0);
  });

  it("does so in large projects in which nearly everything hangs together, with nearly every label", async () => {
    let [labels, shown, checked] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Tree>(founding, shop, everything, generatedTree(30), generatedTree(60, 2)),
        fc.array(treeChange, { minLength: 4, maxLength: 8 }),
        fc.boolean(),
        async (tree, changes, groupByTag) => {
          await followed(tree, changes, groupByTag, (before, after) => {
            assert.deepEqual(
              movements(before, after).filter((far) => far > 0),
              [],
            );
            assert.deepEqual(flaws(after), []);
            const withLabel = after.edges.filter(({ label }) => label !== "");
            labels += withLabel.length;
            shown += withLabel.filter(({ labelBox }) => labelBox).length;
            checked++;
          });
        },
      ),
      { numRuns: 40 },
    );
    assert.ok(checked > 100);
    assert.ok(shown / labels > 0.98, `${shown} of ${labels} labels are shown`);
  });

  it("leaves edges as they were unless something new stands in their way", async () => {
    const before = await layOut(graphOfTree(shop), PATIENT);
    const after = await layOut(graphOfTree(changed(shop, add("container"), "new")), { previous: placementOf(before) });
    assert.deepEqual(after.edges, before.edges);
    assert.deepEqual(await layOut(graphOfTree(shop), { previous: placementOf(before) }), before);
  });

  it("leads edges around cards that stand just beside the part of the picture that is searched for a way", async () => {
    const data = { kind: "container", tags: ["data"] } as const;
    const changes: Addition[] = [
      add("container"),
      {
        ...add("container", [
          { at: 13, leaves: false, kind: "request", label: "" },
          { at: 9, leaves: false, kind: "allow", label: "" },
        ]),
        add: data,
      },
      add("address", [{ at: 31, leaves: true, kind: "expose", label: "" }]),
    ];
    await followed(generatedTree(60, 2), changes, true, (_, after) => assert.deepEqual(flaws(after), []));
  });

  it("puts a newcomer to the right of what leads to it, with its label between", async () => {
    const previous = placementOf(await layOut(graphOfTree(founding), PATIENT));
    const at = founding.nodes.findIndex(({ name }) => name === "database");
    const tree = changed(founding, add("container", [{ at, leaves: false, kind: "request", label: "A_URL" }]), "next");
    const graph = await layOut(graphOfTree(tree), { previous });
    const [database, next] = [place(graph, "database"), place(graph, "next")];
    assert.ok(next.x > database.x + database.width);
    const pill = edge(graph, "database", "next")?.labelBox;
    assert.ok(pill && pill.x > database.x + database.width && pill.x + pill.width < next.x);
  });

  it("is the same bytes again", async () => {
    const previous = placementOf(await layOut(graphOfTree(shop), PATIENT));
    const tree = changed(shop, add("container", [{ at: 3, leaves: true, kind: "request", label: "X" }]), "new");
    const once = JSON.stringify(await layOut(graphOfTree(tree), { previous }));
    assert.equal(JSON.stringify(await layOut(graphOfTree(tree), { previous })), once);
  });

  it("brings back what was undone where it was, with its edges", async () => {
    const whole = await layOut(graphOfTree(shop), PATIENT);
    const graph = graphOfTree({ ...shop, nodes: shop.nodes.filter(({ name }) => name !== "orders") });
    const without = await layOut(graph, { previous: placementOf(whole) });
    assert.deepEqual(without.nodes.length, whole.nodes.length - 1);
    const again = await layOut(graphOfTree(shop), { previous: placementOf(without, placementOf(whole)) });
    assert.deepEqual(again, whole);
  });

  it("collapses a group to a card where its frame was, and expands it again as it was", async () => {
    const whole = graphOfTree(shop, { groupByTag: true });
    const before = await layOut(whole, PATIENT);
    const previous = placementOf(before);
    for (const { id, kind, ...frame } of before.groups.filter((group) => group.kind === "tag")) {
      const collapsed = await layOut(collapseGroups(whole, new Set([id])), { previous, ...PATIENT });
      assert.deepEqual(flaws(collapsed), [], kind);
      assert.deepEqual(new Set(movements(before, collapsed)), new Set([0]));
      const card = collapsed.nodes.find((node) => node.collapses?.id === id);
      assert.deepEqual([card?.x, card?.y], [frame.x, frame.y]);
      const again = await layOut(whole, { previous: placementOf(collapsed, previous) });
      assert.deepEqual(again.nodes, before.nodes);
      assert.deepEqual(again.edges, before.edges);
    }
  });

  it("opens the outside to the left of a project that had none, whose nodes stay", async () => {
    const inside = { ...shop, nodes: shop.nodes.filter(({ kind }) => kind !== "address") };
    const before = await layOut(graphOfTree(inside), PATIENT);
    const at = inside.nodes.findIndex(({ name }) => name === "storefront");
    const tree = changed(inside, add("address", [{ at, leaves: true, kind: "expose", label: "8080" }]), "first.test");
    const after = await layOut(graphOfTree(tree), { previous: placementOf(before) });
    assert.deepEqual(new Set(movements(before, after)), new Set([0]));
    assert.deepEqual(flaws(after), []);
    assert.ok(after.x < 0);
    const { viewBox, width } = parseXml(renderSvg(after)).attributes;
    assert.equal(viewBox?.split(" ").slice(0, 2).join(" "), "0 0");
    assert.ok(Number(width) > after.width);
  });

  it("opens the outside beside the frame of the project, which stays though its leftmost card is gone", async () => {
    const whole = await layOut(graphOfTree(founding), PATIENT);
    const inside = whole.nodes.filter(({ group }) => group !== `${founding.project}#outside`);
    const right = Math.max(...inside.map(({ x }) => x));
    const rightmost = new Set(inside.filter(({ x }) => x === right).map(({ id }) => id));
    const few = {
      ...founding,
      nodes: founding.nodes.filter(({ path, kind }) => kind === "project" || rightmost.has(path)),
    };
    let previous = placementOf(whole);
    const before = await layOut(graphOfTree(few), { previous, ...PATIENT });
    previous = placementOf(before, previous);
    const tree = changed(few, add("address", [{ at: 1, leaves: true, kind: "expose", label: "8080" }]), "first.test");
    const after = await layOut(graphOfTree(tree), { previous, ...PATIENT });
    assert.deepEqual(new Set(movements(before, after)), new Set([0]));
    assert.deepEqual(flaws(after), []);
  });

  it("lets cards outside grow and come away from the zone, however wide they are", async () => {
    const before = await layOut(graphOfTree(shop), PATIENT);
    const at = shop.nodes.findIndex(({ name }) => name === "storefront");
    const wide = "a-host-name-that-is-longer-than-any-other-outside.of-the-shop.example.com";
    const come = changed(shop, add("address", [{ at, leaves: true, kind: "expose", label: "8080" }]), wide);
    const facts = { note: "a value that asks for a card that is far wider than it was" };
    const grown = { ...shop, nodes: shop.nodes.map((node) => (node.kind === "address" ? { ...node, facts } : node)) };
    for (const tree of [come, grown]) {
      const after = await layOut(graphOfTree(tree), { previous: placementOf(before), ...PATIENT });
      assert.deepEqual(flaws(after), []);
      assert.ok(
        Math.max(...after.nodes.map(({ width }) => width)) > Math.max(...before.nodes.map(({ width }) => width)),
      );
      const out = (graph: LaidOutGraph) => graph.groups.find(({ kind }) => kind === "outside");
      assert.equal((out(after)?.x ?? 0) + (out(after)?.width ?? 0), (out(before)?.x ?? 0) + (out(before)?.width ?? 0));
    }
  });

  it("moves a card that has grown aside only when it would cover another", async () => {
    const before = await layOut(graphOfTree(shop), PATIENT);
    const grown = (lines: number) => {
      const facts = Object.fromEntries(Array.from({ length: lines }, (_, index) => [`fact ${index}`, "value"]));
      return { ...shop, nodes: shop.nodes.map((node) => (node.name === "search" ? { ...node, facts } : node)) };
    };
    for (const lines of [3, 4, 5, 6]) {
      const after = await layOut(graphOfTree(grown(lines)), { previous: placementOf(before) });
      assert.deepEqual(flaws(after), []);
      const moved = after.nodes.filter(({ id, x, y }) => {
        const was = before.nodes.find((node) => node.id === id);
        return was?.x !== x || was?.y !== y;
      });
      assert.deepEqual(
        moved.filter(({ title }) => title !== "search").map(({ title }) => title),
        [],
      );
    }
  });

  it("is laid out anew when most of it was not there before", async () => {
    const previous: Placement = { nodes: new Map([["shop/api", { x: 5000, y: 5000 }]]) };
    assert.deepEqual(
      await layOut(graphOfTree(shop), { previous, ...PATIENT }),
      await layOut(graphOfTree(shop), PATIENT),
    );
  });

  it("takes places alone, as a person's file may hold them", async () => {
    const graph = await layOut(graphOfTree(shop), PATIENT);
    const nodes = new Map(graph.nodes.map(({ id, x, y }) => [id, { x, y }]));
    const again = await layOut(graphOfTree(shop), { previous: { nodes } });
    assert.deepEqual(new Set(movements(graph, again)), new Set([0]));
    assert.deepEqual(flaws(again), []);
  });
});

describe("what a person puts somewhere", function () {
  this.timeout(600_000);

  it("stands exactly there, whatever else does, and frames grow around it", async () => {
    const pinned = new Map([
      ["shop/cache", { x: 3000, y: 1800 }],
      ["shop/shop.example.com", { x: -400, y: -200 }],
    ]);
    for (const previous of [undefined, placementOf(await layOut(graphOfTree(shop), PATIENT))]) {
      const graph = await layOut(graphOfTree(shop), { pinned, ...(previous ? { previous } : {}), ...PATIENT });
      for (const [id, { x, y }] of pinned) {
        const node = graph.nodes.find((one) => one.id === id);
        assert.deepEqual([node?.x, node?.y], [x, y]);
      }
      assert.deepEqual(flaws(graph), []);
    }
  });

  it("makes way for itself: what it covers finds another place, and nothing else moves", async () => {
    const before = await layOut(graphOfTree(shop), PATIENT);
    const { x, y } = place(before, "orders");
    const pinned = new Map([["shop/housekeeping", { x: x + 40, y: y + 24 }]]);
    const after = await layOut(graphOfTree(shop), { previous: placementOf(before), pinned });
    assert.deepEqual(flaws(after), []);
    const moved = after.nodes.filter((now) => {
      const was = place(before, now.title);
      return was.x !== now.x || was.y !== now.y;
    });
    assert.deepEqual(
      moved.map(({ title }) => title),
      ["orders", "housekeeping"],
    );
  });

  it("may stand on something else that was put there: nobody's wish is changed", async () => {
    const pinned = new Map([
      ["shop/cache", { x: 1000, y: 1000 }],
      ["shop/api", { x: 1010, y: 1010 }],
    ]);
    const graph = await layOut(graphOfTree(shop), { pinned, ...PATIENT });
    assert.deepEqual(overlappingBoxes(graph), ["shop/api covers shop/cache"]);
  });

  it("stands outside the frame of its tag when that would cover others, and is told so", async () => {
    const graph: Graph = graphOfTree(shop, { groupByTag: true });
    const before = await layOut(graph, PATIENT);
    const far = before.groups.find(({ title }) => title === "web");
    assert.ok(far);
    const pinned = new Map([["shop/orders_db", { x: far.x - 10, y: far.y + far.height + 60 }]]);
    const after = await layOut(graph, { previous: placementOf(before), pinned });
    assert.deepEqual(flaws(after), []);
    assert.equal(place(after, "orders_db").standsOut, "shop#tag:data");
    assert.match(after.warnings[0]?.message ?? "", /^orders_db stands outside the frame of its tag/);
    assert.deepEqual(await layOut(graph, PATIENT), before);
  });

  it("is sound in any tree, as long as nothing is put onto something else", async () => {
    await fc.assert(
      fc.asyncProperty(randomTree, fc.boolean(), fc.nat(), fc.nat(900), async (tree, groupByTag, index, below) => {
        const graph = graphOfTree(tree, { groupByTag });
        if (graph.nodes.length === 0) return;
        const before = await layOut(graph, PATIENT);
        const node = before.nodes[index % before.nodes.length] as LaidOutNode;
        const pinned = new Map([[node.id, { x: node.x, y: below * 2 }]]);
        const after = await layOut(graph, { previous: placementOf(before), pinned });
        assert.deepEqual(flaws(after), []);
      }),
      { numRuns: 100 },
    );
  });
});
