import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Severity } from "../../constructs/diagnostic.ts";
import { drawTree, renderSvg } from "../../diagram/index.ts";
import { type Mark, renderMark, renderProblems, renderStatus, type Status } from "../../diagram/svg/marks.ts";
import { renderParts } from "../../diagram/svg/parts.ts";
import { styleSheet } from "../../diagram/svg/style.ts";
import { all, parseXml, type XmlElement } from "./strict-xml.ts";
import { everything, shop } from "./trees.ts";

const CARD = { width: 216, height: 90 };
const STATES = ["starting", "ready", "done", "stopped", "failing", "unknown"] as const satisfies Status["state"][];

const drawn = (svg: string) => all(parseXml(`<g>${svg}</g>`));
const only = (elements: XmlElement[], name: string) => elements.find((element) => element.name === name);
const textOf = (svg: string) => only(drawn(svg), "text")?.text;
const titleOf = (svg: string) => only(drawn(svg), "title")?.text;
const glyphOf = (svg: string) => only(drawn(svg), "path")?.attributes.d;
const boxOf = (svg: string) => {
  const { x, y, width, height } = only(drawn(svg), "rect")?.attributes ?? {};
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
};

describe("the marks on a card", () => {
  it("say a change by text, icon and colour", () => {
    const changes: Mark["change"][] = ["new", "edited", "removed"];
    const marks = changes.map((change) => renderMark(CARD, { change }));
    assert.deepEqual(marks.map(textOf), ["New", "Edited", "Removed"]);
    assert.equal(new Set(marks.map(glyphOf)).size, 3);
    assert.equal(new Set(marks.map((mark) => mark.match(/e-signal-text-\w+/)?.[0])).size, 3);
    assert.equal(renderMark(CARD, {}), "");
  });

  it("say a status by text, icon and colour, each icon another", () => {
    const marks = STATES.map((state) => renderStatus(CARD, { state }));
    assert.deepEqual(marks.map(textOf), ["Starting", "Ready", "Done", "Stopped", "Failing", "Unknown"]);
    assert.equal(new Set(marks.map(glyphOf)).size, STATES.length);
  });

  it("count replicas while they differ, and say why in the title", () => {
    assert.equal(textOf(renderStatus(CARD, { state: "starting", ready: 1, desired: 3 })), "Starting 1/3");
    assert.equal(textOf(renderStatus(CARD, { state: "ready", ready: 3, desired: 3 })), "Ready");
    const failing = renderStatus(CARD, { state: "failing", ready: 0, desired: 1, detail: "<image> not found" });
    assert.equal(titleOf(failing), "failing 0 of 1: <image> not found");
  });

  it("count problems with the icon of the worst", () => {
    const worst: Severity[] = ["error", "warning", "note"];
    const marks = worst.map((one) => renderProblems(CARD, { count: 2, worst: one }));
    assert.deepEqual(marks.map(textOf), ["2", "2", "2"]);
    assert.equal(new Set(marks.map((mark) => mark.match(/e-signal-text-\w+/)?.[0])).size, 3);
    assert.deepEqual(marks.map(titleOf), [
      "2 problems, an error among them",
      "2 problems, a warning among them",
      "2 notes",
    ]);
    assert.equal(titleOf(renderProblems(CARD, { count: 1, worst: "error" })), "1 error");
    assert.equal(textOf(renderProblems(CARD, { count: 1234, worst: "error" })), "99+");
    assert.equal(renderProblems(CARD, { count: 0, worst: "error" }), "");
  });

  it("do not cover each other on the narrowest card", () => {
    const narrow = { width: 184, height: 64 };
    const boxes = [
      boxOf(renderMark(narrow, { change: "removed" })),
      boxOf(renderProblems(narrow, { count: 100, worst: "error" })),
      boxOf(renderStatus(narrow, { state: "starting", ready: 10, desired: 100 })),
    ];
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(apart, JSON.stringify([a, b]));
      }
    }
  });

  it("move nothing, and leave cards, edges and frames as they are", async () => {
    const graph = await drawTree(everything, { timeLimit: 60_000 });
    const plain = renderParts(graph);
    const marked = renderParts(graph, {
      marks: new Map([["everything/web", { change: "edited" }]]),
      problems: new Map([["everything/web", { count: 1, worst: "error" }]]),
      statuses: new Map([["everything/db", { state: "ready" }]]),
    });
    assert.deepEqual({ ...marked, marks: [] }, plain);
    assert.deepEqual(
      marked.marks.map(({ id }) => id),
      ["everything/web", "everything/db"],
    );
  });

  it("are in the exported picture with the rules they need, which a plain one goes without", async () => {
    const graph = await drawTree(shop, { timeLimit: 60_000 });
    const svg = renderSvg(graph, { statuses: new Map([["shop/api", { state: "failing" }]]) });
    parseXml(svg);
    assert.match(svg, />Failing<\/text>/);
    assert.match(svg, /\.e-signal-bad\{/);
    assert.doesNotMatch(renderSvg(graph), /e-signal|e-ghost/);
    assert.equal(renderSvg(graph, { statuses: new Map([["not there", { state: "ready" }]]) }), renderSvg(graph));
    assert.match(styleSheet("dark"), /\.e-signal-bad\{/);
  });
});
