import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { drawTree, renderSvg } from "../../diagram/index.ts";
import { randomTree } from "./random-tree.ts";
import { all, parseXml, type XmlElement } from "./strict-xml.ts";
import { everything, founding, generatedTree, shop, TreeSketch } from "./trees.ts";

const HOSTILE = [
  "<script>alert(1)</script>",
  `"onload="alert(1)`,
  "]]>",
  "a & b &amp; &lt;",
  "\u0000\u0008\u001b",
  "\u202eevil\u202c",
  "\ud800",
  "'; drop table--",
  "x".repeat(3000),
];

/** A busy machine must not turn a test of the SVG into one of the layout's time limit. */
const PATIENT = { timeLimit: 60_000 };

const titleOf = (element: XmlElement) => element.children.find((child) => child.name === "title")?.text;
const ofClass = (root: XmlElement, name: string) =>
  all(root).filter((element) => element.attributes.class?.split(" ").includes(name));
const legendOf = (root: XmlElement) => ofClass(root, "e-legend").map((element) => element.text);

async function drawn(tree: Parameters<typeof drawTree>[0]): Promise<XmlElement> {
  return parseXml(renderSvg(await drawTree(tree, PATIENT)));
}

describe("the SVG of a diagram", function () {
  this.timeout(600_000);

  it("is well-formed XML for any tree, whatever the names in it", async function () {
    this.timeout(600_000);
    await fc.assert(
      fc.asyncProperty(randomTree, async (tree) => {
        const graph = await drawTree(tree, PATIENT);
        for (const theme of ["auto", "light", "dark"] as const) parseXml(renderSvg(graph, { theme }));
      }),
      { numRuns: 60 },
    );
  });

  it("shows hostile names as text and nothing else", async () => {
    const sketch = new TreeSketch("<p>", HOSTILE.join(" "));
    for (const text of HOSTILE)
      sketch
        .add("object", text, { kind: text, [text]: text }, [text])
        .refer("request", text, HOSTILE[0] as string, text);
    const root = await drawn(sketch.tree("<zone>"));
    const names = new Set(all(root).map((element) => element.name));
    assert.deepEqual([...names].sort(), ["desc", "g", "path", "rect", "style", "svg", "text", "title"]);
    const attributes = new Set(all(root).flatMap((element) => Object.keys(element.attributes)));
    assert.deepEqual(
      [...attributes].filter((name) => name.startsWith("on") || name.includes("href")),
      [],
    );
    assert.ok(all(root).some((element) => element.text === HOSTILE[0]));
  });

  it("has ids of letters, digits, - and _ alone, which its labels refer to", async () => {
    const root = await drawn(new TreeSketch('a b"<ü>').tree("z/ö"));
    const ids = all(root).flatMap((element) => element.attributes.id ?? []);
    assert.deepEqual(
      ids.filter((id) => !/^[A-Za-z][\w-]*$/.test(id)),
      [],
    );
    assert.deepEqual(root.attributes["aria-labelledby"]?.split(" "), ids);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("needs nothing else: no script, font, image, link or style from outside", async () => {
    const svg = renderSvg(await drawTree(shop, PATIENT));
    assert.doesNotMatch(svg, /<script|<image|<foreignObject|<use|<a |@import|@font-face|url\(|href/);
    assert.deepEqual(svg.match(/https?:\/\/[^\s"<]+/g), ["http://www.w3.org/2000/svg"]);
  });

  it("tells those who cannot see it what is in it", async () => {
    const root = await drawn(founding);
    assert.equal(root.attributes.role, "img");
    assert.equal(titleOf(root), "example_project in zone local");
    const description = root.children.find((child) => child.name === "desc")?.text ?? "";
    assert.match(description, /3 containers · 1 public address\./);
    assert.match(description, /backend_service calls database: DB_HOST\./);
    assert.match(description, /backup_service calls database: DB_HOST\./);
    const all = (await drawn(everything)).children.find((child) => child.name === "desc")?.text ?? "";
    assert.match(all, /web starts after db: 5432\. .*mailer may call api\.stripe\.com: 443\./);
  });

  it("gives every card, edge and frame a title", async () => {
    const root = await drawn(shop);
    const groups = ["e-node", "e-edge", "e-group"].flatMap((name) => ofClass(root, name));
    assert.equal(groups.length, 19 + 18 + 3);
    assert.deepEqual(
      groups.filter((group) => !titleOf(group)),
      [],
    );
  });

  it("says the kind of a card by an icon and in words, and carries its construct path", async () => {
    const root = await drawn(founding);
    const database = ofClass(root, "e-node").find(
      (node) => node.attributes["data-path"] === "example_project/database",
    );
    assert.ok(database);
    assert.equal(ofClass(database, "e-icon").length, 1);
    assert.deepEqual(
      ofClass(database, "e-kind").map((element) => element.text),
      ["database container"],
    );
  });

  it("explains just the kinds of edges that occur", async () => {
    assert.deepEqual(legendOf(await drawn(founding)), ["reached from outside", "calls"]);
    assert.deepEqual(legendOf(await drawn(shop)), ["reached from outside", "calls", "mounts", "mentions"]);
    assert.deepEqual(legendOf(await drawn(everything)), [
      "reached from outside",
      "calls",
      "starts after",
      "mounts",
      "may call",
      "mentions",
    ]);
    assert.deepEqual(legendOf(await drawn(new TreeSketch("p").tree())), []);
  });

  it("draws each kind of edge with a dash or width and an arrowhead of its own", async () => {
    const svg = renderSvg(await drawTree(everything, PATIENT));
    const looks = ["expose", "mount", "wait", "allow", "reference"].map(
      (kind) => svg.match(new RegExp(`\\.e-line\\.e-${kind}\\{(stroke-[^}]*)\\}`))?.[1],
    );
    assert.equal(new Set(looks).size, 5);
    const heads = ofClass(parseXml(svg), "e-edge").map((edge) => edge.children.at(-1)?.attributes.d);
    assert.equal(new Set(heads).size, 6);
  });

  it("shortens what finds no room and tells it in full in the title", async () => {
    const name = "a-name-that-is-much-longer-than-any-card-could-ever-be-made-for";
    const root = await drawn(new TreeSketch("p").add("container", name).tree());
    const [card] = ofClass(root, "e-node") as [XmlElement];
    assert.match(ofClass(card, "e-title")[0]?.text ?? "", /^a-name.*….*$/);
    assert.match(titleOf(card) ?? "", new RegExp(`^${name}: container`));
  });

  it("names some of what finds no line, and tells it all in the title", async () => {
    const names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const facts = Object.fromEntries(names.map((name) => [name, `is ${name}`]));
    const root = await drawn(new TreeSketch("p").add("container", "web", facts).tree());
    const [card] = ofClass(root, "e-node") as [XmlElement];
    const values = ofClass(card, "e-value").map(({ text }) => text);
    assert.deepEqual(values, ["is one", "is two", "is three", "is four", "is five", "six, seven, eight +2"]);
    for (const name of names) assert.match(titleOf(card) ?? "", new RegExp(`is ${name}`));
  });

  it("shows secrets as a lock and a name", async () => {
    const root = await drawn(shop);
    const database = ofClass(root, "e-node").find((node) => node.attributes["data-path"] === "shop/orders_db");
    assert.ok(database);
    assert.ok(ofClass(database, "e-value").some((element) => element.text === "secret db_password"));
    assert.equal(ofClass(database, "e-glyph").length, 1);
    assert.ok(!JSON.stringify(root).includes("⟦"));
  });

  it("draws another project as a frame outside ours", async () => {
    const cards = ofClass(await drawn(everything), "e-node-peer");
    const framed = cards.filter((card) => ofClass(card, "e-peer-frame").length === 1);
    assert.deepEqual(
      framed.map((card) => card.attributes["data-path"]),
      ["everything/billing"],
    );
  });

  it("follows the reader's setting unless told otherwise", async () => {
    const graph = await drawTree(founding, PATIENT);
    assert.match(renderSvg(graph), /@media \(prefers-color-scheme:dark\)/);
    assert.doesNotMatch(renderSvg(graph, { theme: "light" }), /@media/);
    assert.notEqual(renderSvg(graph, { theme: "light" }), renderSvg(graph, { theme: "dark" }));
  });

  it("is the same bytes for the same tree", async () => {
    for (const tree of [founding, shop, generatedTree(50)]) {
      assert.equal(renderSvg(await drawTree(tree, PATIENT)), renderSvg(await drawTree(structuredClone(tree), PATIENT)));
    }
  });

  it("holds all that is drawn within its size", async () => {
    for (const tree of [founding, shop, new TreeSketch("p").tree()]) {
      const root = await drawn(tree);
      const [, , width, height] = (root.attributes.viewBox ?? "").split(" ").map(Number);
      const graph = await drawTree(tree, PATIENT);
      assert.ok((width ?? 0) >= graph.width && (height ?? 0) >= graph.height);
      assert.deepEqual([root.attributes.width, root.attributes.height], [String(width), String(height)]);
    }
  });
});
