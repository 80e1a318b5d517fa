import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { drawTree, renderSvg } from "../../diagram/index.ts";
import { renderParts } from "../../diagram/svg/parts.ts";
import { all, parseXml } from "./strict-xml.ts";
import { everything, generatedTree, shop } from "./trees.ts";

const PATIENT = { timeLimit: 60_000 };
const TREES = { shop, everything, generated: generatedTree(60) };

describe("the pieces of a picture", function () {
  this.timeout(600_000);

  for (const [name, tree] of Object.entries(TREES)) {
    it(`are just what the whole picture is made of: ${name}`, async () => {
      const graph = await drawTree(tree, { ...PATIENT, groupByTag: true });
      const svg = renderSvg(graph);
      const parts = renderParts(graph);
      let at = 0;
      for (const part of [...parts.frames, ...parts.edges, ...parts.nodes, ...parts.pills]) {
        const found = svg.indexOf(`>${part.svg}</g>`, at);
        assert.ok(found > 0, part.id);
        at = found + part.svg.length;
      }
    });

    it(`have no style, script or id of their own: ${name}`, async () => {
      const parts = renderParts(await drawTree(tree, PATIENT));
      for (const { svg } of Object.values(parts).flat()) {
        const elements = all(parseXml(`<g>${svg}</g>`));
        assert.deepEqual(
          elements.filter(
            ({ name, attributes }) => ["style", "script"].includes(name) || attributes.style || attributes.id,
          ),
          [],
        );
      }
    });
  }

  it("are found by the ids of the graph", async () => {
    const graph = await drawTree(everything, PATIENT);
    const parts = renderParts(graph);
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    assert.deepEqual(ids(parts.frames), ids(graph.groups));
    assert.deepEqual(ids(parts.nodes), ids(graph.nodes));
    assert.deepEqual(ids(parts.edges), ids(graph.edges));
    assert.deepEqual(ids(parts.pills), ids(graph.edges.filter(({ labelBox }) => labelBox)));
  });

  it("do not change when their node or frame moves", async () => {
    const graph = await drawTree(shop, PATIENT);
    const moved = {
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...node, x: node.x + 100, y: node.y + 40 })),
      groups: graph.groups.map((group) => ({ ...group, x: group.x + 100 })),
    };
    assert.deepEqual(renderParts(moved).nodes, renderParts(graph).nodes);
    assert.deepEqual(renderParts(moved).frames, renderParts(graph).frames);
  });
});
