import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { drawTree, renderSvg } from "../../diagram/index.ts";
import { type BuiltPage, openBuiltPage } from "./in-browser/built-page.ts";
import type { Room } from "./in-browser/page.ts";
import { everything, founding, generatedTree, shop } from "./trees.ts";

declare const room: Room;

const PATIENT = { timeLimit: 60_000 };

describe("the diagram in a browser", function () {
  this.timeout(600_000);
  let built: BuiltPage;

  before(async () => {
    built = await openBuiltPage();
  });
  after(() => built?.close());

  it("needs nothing of Node, and evaluates no text as a program", () => {
    const all = built.scripts.join("\n");
    assert.doesNotMatch(all, /["']node:|__vite-browser-external/);
    assert.doesNotMatch(all, /\beval\(|new Function\(|[^.\w]Function\("/);
  });

  it("leaves ELK to the worker: the page's own script is small", () => {
    const sizes = built.scripts.map((script) => script.length).toSorted((a, b) => a - b);
    assert.equal(sizes.length, 2);
    assert.ok((sizes[0] as number) < 120_000, String(sizes));
    assert.ok((sizes[1] as number) > 1_000_000, String(sizes));
  });

  for (const [name, tree] of Object.entries({ founding, shop, everything, large: generatedTree(120) })) {
    for (const groupByTag of [false, true]) {
      it(`is byte for byte the picture of the command: ${name}${groupByTag ? ", grouped by tag" : ""}`, async () => {
        const inPage = await built.page.evaluate(([one, by]) => room.draw(one, by), [tree, groupByTag] as const);
        assert.equal(inPage, renderSvg(await drawTree(tree, { ...PATIENT, groupByTag })));
      });
    }
  }

  it("lays out the latest of many requests and tells the others that they were superseded", async () => {
    const trees = [generatedTree(150), founding, shop, everything];
    const projects = await built.page.evaluate((all) => room.atOnce(all), trees);
    assert.equal(projects.at(-1), "everything");
    assert.deepEqual(projects.slice(1, -1), [null, null]);
    assert.deepEqual(await built.page.evaluate((tree) => room.atOnce([tree]), shop), ["shop"]);
  });

  it("becomes a simple grid with a warning when its time is up, and is whole again next time", async () => {
    const slow = await built.page.evaluate((tree) => room.inTime(tree, 1), generatedTree(300));
    assert.deepEqual(slow, ["layout-timeout"]);
    assert.deepEqual(await built.page.evaluate((tree) => room.inTime(tree, 60_000), founding), []);
  });

  it("runs under the platform's Content-Security-Policy without a complaint", () => {
    assert.deepEqual(
      built.complaints.filter((one) => !one.includes("favicon")),
      [],
    );
  });
});
