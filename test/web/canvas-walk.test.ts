import assert from "node:assert/strict";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import { drawTree, type LaidOutGraph } from "../../diagram/index.ts";
import { renderParts } from "../../diagram/svg/parts.ts";
import { foundNodes } from "../../web/infra/canvas/find-nodes.ts";
import { hitAt } from "../../web/infra/canvas/hit.ts";
import { actionOf, CANVAS_KEYS } from "../../web/infra/canvas/keys.ts";
import { groupsAround, outlineRows, outlineStep, rowWithLetter } from "../../web/infra/canvas/outline.ts";
import { pictureOf, signalPieces } from "../../web/infra/canvas/picture.ts";
import { connectionOf, relatedTo } from "../../web/infra/canvas/related.ts";
import { endNode, middle, nextNode } from "../../web/infra/canvas/walk.ts";
import { randomTree } from "../diagram/random-tree.ts";
import { parseXml } from "../diagram/strict-xml.ts";
import { canvasTree } from "./support/canvas-tree.ts";

const NOTHING = { marks: new Map(), problems: new Map(), status: new Map() };

describe("what is done in the canvas", () => {
  let graph: LaidOutGraph;
  before(async () => {
    graph = await drawTree(canvasTree, { groupByTag: true });
  });

  describe("by arrows", () => {
    it("goes along an edge to the right and comes back against it", () => {
      assert.equal(nextNode(graph, "shop/web", "right"), "shop/api");
      assert.equal(nextNode(graph, "shop/api", "left"), "shop/web");
      assert.equal(nextNode(graph, "shop/web", "left"), "shop/shop.example.com");
    });

    it("goes up and down to the next card of the column", () => {
      const down = nextNode(graph, "shop/db", "down");
      const there = graph.nodes.find(({ id }) => id === down);
      const here = graph.nodes.find(({ id }) => id === "shop/db");
      assert.ok(here && there && middle(there).y > middle(here).y);
      assert.equal(nextNode(graph, endNode(graph, "first") as string, "up"), undefined);
    });

    it("never leads out of the diagram, nor stays where it is", async () => {
      await fc.assert(
        fc.asyncProperty(randomTree, async (tree) => {
          const any = await drawTree(tree);
          const ids = new Set(any.nodes.map(({ id }) => id));
          for (const id of ids) {
            for (const direction of ["right", "left", "up", "down"] as const) {
              const next = nextNode(any, id, direction);
              assert.ok(next === undefined || (ids.has(next) && next !== id));
            }
          }
          const end = endNode(any, "last");
          assert.equal(end === undefined, ids.size === 0);
        }),
        { numRuns: 20 },
      );
    });

    it("goes nowhere from what is not there", () => {
      assert.equal(nextNode(graph, "shop/gone", "right"), undefined);
    });
  });

  describe("by pointer", () => {
    it("takes hold of every card in its middle, before the frame below it", () => {
      for (const node of graph.nodes) assert.deepEqual(hitAt(graph, middle(node), 6), { kind: "node", id: node.id });
    });

    it("takes hold of an edge on its line and near it, and not farther away", () => {
      const edge = graph.edges.find(({ from, to }) => from === "shop/web" && to === "shop/api");
      assert.ok(edge);
      const [start, next] = edge.points;
      assert.ok(start && next);
      const on = { x: (start.x + next.x) / 2, y: (start.y + next.y) / 2 };
      assert.deepEqual(hitAt({ ...graph, nodes: [] }, on, 4), { kind: "edge", id: edge.id });
      const away = { x: -500, y: -500 };
      assert.equal(hitAt(graph, away, 4), undefined);
    });

    it("takes hold of an edge by its label", () => {
      for (const { id, labelBox } of graph.edges) {
        if (labelBox) assert.deepEqual(hitAt(graph, middle(labelBox), 0), { kind: "edge", id });
      }
    });

    it("takes hold of a frame by its title only", () => {
      const group = graph.groups.find(({ kind }) => kind === "project");
      assert.ok(group);
      assert.deepEqual(hitAt(graph, { x: group.x + 40, y: group.y + 20 }, 0), { kind: "group", id: group.id });
    });
  });

  describe("to connections", () => {
    it("mounts a volume and calls anything else", () => {
      assert.deepEqual(connectionOf(graph, "shop/web", "shop/data"), {
        kind: "attach",
        container: "shop/web",
        volume: "shop/data",
      });
      assert.deepEqual(connectionOf(graph, "shop/db", "shop/api"), {
        kind: "connect",
        from: "shop/db",
        to: "shop/api",
      });
    });

    it("connects nothing to itself, to an address, or from a volume", () => {
      assert.equal(connectionOf(graph, "shop/web", "shop/web"), undefined);
      assert.equal(connectionOf(graph, "shop/web", "shop/shop.example.com"), undefined);
      assert.equal(connectionOf(graph, "shop/data", "shop/web"), undefined);
      assert.equal(connectionOf(graph, "shop/web", "shop/gone"), undefined);
    });

    it("isolates a card with its edges and neighbours, and an edge with its ends", () => {
      const related = relatedTo(graph, "shop/api");
      assert.deepEqual(related?.nodes, new Set(["shop/api", "shop/web", "shop/db"]));
      assert.equal(related?.edges.size, 2);
      const [edge] = related?.edges ?? [];
      assert.equal(relatedTo(graph, edge)?.nodes.size, 2);
      assert.equal(relatedTo(graph, "shop/gone"), undefined);
    });
  });

  describe("as a picture", () => {
    it("is piece by piece the one that is exported", async () => {
      await fc.assert(
        fc.asyncProperty(randomTree, async (tree) => {
          const any = await drawTree(tree);
          const [picture, parts] = [pictureOf(any), renderParts(any)];
          const said = (pieces: readonly { readonly id: string; readonly svg: string }[]) =>
            pieces.map(({ id, svg }) => ({ id, svg }));
          assert.deepEqual(said(picture.frames), parts.frames);
          assert.deepEqual(said(picture.edges), parts.edges);
          assert.deepEqual(said(picture.cards), parts.nodes);
          assert.deepEqual(said(picture.pills), parts.pills);
        }),
        { numRuns: 20 },
      );
    });

    it("has a well-formed box from afar for any name, and says the status there too", async () => {
      await fc.assert(
        fc.asyncProperty(randomTree, async (tree) => {
          const any = await drawTree(tree);
          const status = new Map(any.nodes.map(({ id }) => [id, { state: "starting", ready: 0, desired: 1 }]));
          const { boxes, names } = pictureOf(any);
          for (const { svg } of [...boxes, ...names, ...signalPieces(any, { ...NOTHING, status }, true)]) {
            parseXml(`<g>${svg}</g>`);
            assert.doesNotMatch(svg, / style=/);
          }
        }),
        { numRuns: 20 },
      );
    });
  });

  describe("by finding", () => {
    it("finds by name first, then by kind and facts", () => {
      assert.equal(foundNodes(graph, "d")[0]?.title, "db");
      assert.ok(foundNodes(graph, "postgres").some(({ title }) => title === "db"));
      assert.deepEqual(foundNodes(graph, "nothing is called so"), []);
    });
  });

  describe("by keys", () => {
    const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

    it("leaves to the browser and the page what is pressed with Ctrl, Alt or ⌘", () => {
      for (const held of ["altKey", "ctrlKey", "metaKey"]) {
        assert.equal(actionOf({ ...plain, key: "c", [held]: true }), undefined);
      }
    });

    it("has an action for every single key that the list of keys names", () => {
      const names: Record<string, string> = {
        "→": "ArrowRight",
        "←": "ArrowLeft",
        "↑": "ArrowUp",
        "↓": "ArrowDown",
        "−": "-",
      };
      const single = CANVAS_KEYS.flatMap(({ keys }) => keys).filter((key) => !/[ +]./.test(key));
      assert.ok(single.length > 15);
      for (const key of single) assert.ok(actionOf({ ...plain, key: names[key] ?? key }), key);
    });

    it("moves the view with Shift and an arrow", () => {
      assert.deepEqual(actionOf({ ...plain, shiftKey: true, key: "ArrowUp" }), { does: "pan", direction: "up" });
      assert.equal(actionOf({ ...plain, key: "constructor" }), undefined);
    });
  });

  describe("in words", () => {
    it("tells every group and node once, and every edge below both of its ends", () => {
      const closed = outlineRows(graph, NOTHING, new Set());
      assert.equal(closed.filter(({ kind }) => kind === "group").length, graph.groups.length);
      assert.deepEqual(
        new Set(closed.filter(({ kind }) => kind === "node").map(({ id }) => id)),
        new Set(graph.nodes.map(({ id }) => id)),
      );
      const open = outlineRows(graph, NOTHING, new Set(graph.nodes.map(({ id }) => `${id}|node`)));
      assert.equal(open.filter(({ kind }) => kind === "edge").length, 2 * graph.edges.length);
      assert.equal(new Set(open.map(({ key }) => key)).size, open.length);
      assert.ok(open.some(({ text }) => /^web calls api/.test(text)));
    });

    it("says status, change and problems", () => {
      const rows = outlineRows(
        graph,
        {
          marks: new Map([["shop/web", "edited"]]),
          problems: new Map([["shop/web", { count: 1, severity: "error", text: "no image" }]]),
          status: new Map([["shop/web", { state: "starting", ready: 1, desired: 2 }]]),
        },
        new Set(),
      );
      const web = rows.find(({ id }) => id === "shop/web");
      assert.deepEqual(web?.detail.slice(1), [
        "starting, 1 of 2 ready",
        "edited in this change set",
        "1 error: no image",
      ]);
    });

    it("opens, closes and goes by the keys of a tree", () => {
      const rows = outlineRows(graph, NOTHING, new Set());
      assert.deepEqual(outlineStep(rows, 0, "ArrowDown"), { go: 1 });
      assert.deepEqual(outlineStep(rows, 0, "ArrowUp"), { go: 0 });
      assert.deepEqual(outlineStep(rows, 0, "ArrowLeft"), { toggle: rows[0]?.key });
      const at = rows.findIndex(({ id }) => id === "shop/web");
      const parent = outlineStep(rows, at, "ArrowLeft");
      assert.ok(parent && "go" in parent && rows[parent.go]?.kind === "group");
      assert.equal(rows[rowWithLetter(rows, 0, "w") as number]?.text, "web");
    });

    it("hides what is in a closed group, and knows which groups are around a node", () => {
      const around = groupsAround(graph, "shop/web");
      assert.ok(around.length > 0);
      const rows = outlineRows(graph, NOTHING, new Set([around[0] as string]));
      assert.ok(!rows.some(({ id }) => id === "shop/web"));
      assert.deepEqual(groupsAround(graph, "shop/gone"), []);
    });
  });
});
