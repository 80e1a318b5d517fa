import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Tree } from "../../constructs/tree.ts";
import type { LaidOutGraph } from "../../diagram/graph.ts";
import { drawTree } from "../../diagram/index.ts";
import { layoutThread } from "../../diagram/layout-thread.ts";
import { flaws, looseEnds, outsideTheirGroup, overlappingBoxes } from "./geometry.ts";
import { randomTree } from "./random-tree.ts";
import { everything, founding, generatedTree, shop, TreeSketch } from "./trees.ts";

/** A busy machine must not turn a test of the layout into one of its time limit. */
const PATIENT = { timeLimit: 60_000 };

const place = (graph: LaidOutGraph, title: string) => {
  const node = graph.nodes.find((one) => one.title === title);
  assert.ok(node, title);
  return node;
};

describe("the layout of a diagram", function () {
  this.timeout(600_000);

  for (const [name, tree] of [
    ["the founding example", founding],
    ["a shop", shop],
    ["every kind of node and edge", everything],
    ["50 nodes", generatedTree(50)],
    ["200 nodes", generatedTree(200)],
    ["an empty project", new TreeSketch("empty").tree()],
    ["only addresses", new TreeSketch("p").add("address", "a.test").add("address", "b.test").tree()],
  ] as const) {
    for (const groupByTag of [false, true]) {
      it(`is sound for ${name}${groupByTag ? ", grouped by tag" : ""}`, async () => {
        const graph = await drawTree(tree, { ...PATIENT, groupByTag });
        assert.deepEqual(flaws(graph), []);
        assert.deepEqual(graph.warnings, []);
      });
    }
  }

  it("is sound for any tree, and never fails", async function () {
    this.timeout(600_000);
    await fc.assert(
      fc.asyncProperty(randomTree, fc.boolean(), async (tree, groupByTag) => {
        const graph = await drawTree(tree, { ...PATIENT, groupByTag });
        assert.deepEqual(flaws(graph), []);
        assert.deepEqual(graph.warnings, []);
      }),
      { numRuns: 150 },
    );
  });

  it("is the same bytes again, in the same thread and in a new one", async () => {
    for (const tree of [founding, shop, generatedTree(50), generatedTree(200)]) {
      const first = JSON.stringify(await drawTree(tree, PATIENT));
      assert.equal(JSON.stringify(await drawTree(tree, PATIENT)), first);
      await layoutThread.stop();
      assert.equal(JSON.stringify(await drawTree(tree, PATIENT)), first);
    }
  });

  it("stands on a grid of half pixels", async () => {
    const graph = await drawTree(shop, PATIENT);
    const numbers = JSON.stringify(graph).match(/(?<=:)-?\d+(\.\d+)?(?=[,}])/g) ?? [];
    assert.ok(numbers.length > 100);
    assert.deepEqual(
      numbers.filter((one) => Number(one) * 2 !== Math.round(Number(one) * 2)),
      [],
    );
  });

  it("reads from left to right: address, container, database", async () => {
    const graph = await drawTree(founding, PATIENT);
    const [address, backend, backup, database] = [
      "backend-service-example-project.local.test",
      "backend_service",
      "backup_service",
      "database",
    ].map((title) => place(graph, title));
    assert.ok(address && backend && backup && database);
    assert.ok(address.x + address.width < backend.x);
    assert.equal(backend.x, backup.x);
    assert.ok(backend.x + backend.width < database.x);
  });

  it("joins the edges that arrive at a node before one arrowhead", async () => {
    const graph = await drawTree(founding, PATIENT);
    const ends = graph.edges.filter((edge) => edge.kind === "request").map((edge) => edge.points.at(-1));
    assert.deepEqual(ends[0], ends[1]);
  });

  it("draws cycles without turning an arrow round", async () => {
    const tree = new TreeSketch("p")
      .add("container", "a")
      .add("container", "b")
      .add("container", "c")
      .refer("request", "a", "b")
      .refer("request", "b", "c")
      .refer("request", "c", "a")
      .tree();
    assert.deepEqual(looseEnds(await drawTree(tree, PATIENT)), []);
  });

  it("leaves the others where they are when a node is added that nothing refers to", async () => {
    const before = await drawTree(shop, PATIENT);
    const after = await drawTree(withContainer(shop, "newcomer"), PATIENT);
    for (const node of before.nodes) {
      const { x, y } = place(after, node.title);
      assert.deepEqual({ x, y }, { x: node.x, y: node.y }, node.title);
    }
  });

  it("keeps columns and their order when a node with a reference is added", async () => {
    const before = await drawTree(shop, PATIENT);
    const after = await drawTree(withContainer(shop, "newcomer", "orders"), PATIENT);
    const columns = (graph: LaidOutGraph) =>
      Object.values(Object.groupBy(graph.nodes, (node) => node.x)).map((column = []) =>
        column
          .toSorted((a, b) => a.y - b.y)
          .map((node) => node.title)
          .filter((title) => title !== "newcomer"),
      );
    assert.deepEqual(columns(after), columns(before));
  });

  it("becomes a simple grid with a warning when its time is up, and is whole again next time", async () => {
    const graph = await drawTree(generatedTree(300), { timeLimit: 1, groupByTag: true });
    assert.deepEqual(
      graph.warnings.map(({ severity, code }) => [severity, code]),
      [["warning", "layout-timeout"]],
    );
    assert.match(graph.warnings[0]?.message ?? "", /limit of 0.001 s; the diagram is a simple grid/);
    assert.deepEqual([...overlappingBoxes(graph), ...looseEnds(graph), ...outsideTheirGroup(graph)], []);
    assert.deepEqual((await drawTree(founding, PATIENT)).warnings, []);
  });

  it("is a simple grid from the start when too much hangs together", async () => {
    const graph = await drawTree(generatedTree(1500));
    assert.equal(graph.warnings[0]?.code, "layout-too-large");
    assert.deepEqual([...overlappingBoxes(graph), ...looseEnds(graph), ...outsideTheirGroup(graph)], []);
  });

  it("takes a chain of a thousand containers", async () => {
    const sketch = new TreeSketch("chain");
    for (let index = 0; index < 1000; index++) sketch.add("container", `c${index}`);
    for (let index = 1; index < 1000; index++) sketch.refer("request", `c${index - 1}`, `c${index}`);
    const graph = await drawTree(sketch.tree(), PATIENT);
    assert.deepEqual(graph.warnings, []);
  });

  it("stands cards of a tag that nothing connects in rows", async () => {
    const sketch = new TreeSketch("p");
    for (let index = 0; index < 11; index++) sketch.add("container", `tool-${index}`, {}, ["tools"]);
    sketch.add("container", "web").refer("request", "web", "tool-3");
    const graph = await drawTree(sketch.tree(), { ...PATIENT, groupByTag: true });
    assert.deepEqual(flaws(graph), []);
    const columns = Object.values(Object.groupBy(graph.nodes, (node) => node.x));
    assert.ok(Math.max(...columns.map((column = []) => column.length)) <= 4);
  });

  it("answers layouts that are asked for at the same time, each with its own", async () => {
    const trees = [founding, shop, generatedTree(30)];
    const graphs = await Promise.all(trees.map((tree) => drawTree(tree, PATIENT)));
    assert.deepEqual(
      graphs.map((graph) => graph.project),
      trees.map((tree) => tree.project),
    );
  });

  it("is the same however many are asked for before it", async function () {
    this.timeout(600_000);
    const tree = generatedTree(40);
    const alone = await drawTree(tree, PATIENT);
    const others = Array.from({ length: 10 }, () => drawTree(generatedTree(300), PATIENT));
    assert.deepEqual(await drawTree(tree, { timeLimit: 3000 }), alone);
    await Promise.all(others);
  });

  it("lets a process end that has drawn something", async () => {
    const file = fileURLToPath(new URL("./draw-and-end.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 300_000 });
    assert.equal(stdout, "drawn\n");
  });
});

function withContainer(tree: Tree, name: string, target?: string): Tree {
  const path = `${tree.project}/${name}`;
  const to = `${tree.project}/${target}`;
  return {
    ...tree,
    nodes: [...tree.nodes, { path, kind: "container", name, parent: tree.project, tags: [], facts: {}, objects: [] }],
    references: [...tree.references, ...(target ? [{ from: path, to, kind: "request" as const, label: "URL" }] : [])],
  };
}
