import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { templateIcon } from "../../templates/gallery.ts";
import { svgProblem } from "../../templates/safe-svg.ts";
import { temporaryFolder } from "./support.ts";

const OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">';
const svg = (inside: string) => `${OPENING}${inside}</svg>`;

describe("the icon of a template", () => {
  const folder = temporaryFolder();
  const iconOf = (icon: string) => templateIcon({ name: "one", file: join(folder, "espalier.json"), icon });

  it("may be a drawing of shapes", () => {
    const drawing = svg('<title>a leaf</title>\n<g transform="rotate(45 24 24)"><path d="M1 2h3" fill="#fff"/></g>');
    assert.equal(svgProblem(drawing), undefined);
    writeFileSync(join(folder, "icon.svg"), drawing);
    assert.deepEqual(iconOf("icon.svg"), { kind: "svg", text: drawing });
  });

  it("may be an emoji, and no other text", () => {
    assert.deepEqual(iconOf("🐘"), { kind: "emoji", text: "🐘" });
    assert.equal(iconOf("<b>"), undefined);
    assert.equal(iconOf("not an emoji"), undefined);
  });

  for (const [what, text] of Object.entries({
    "a script": svg("<script>alert(1)</script>"),
    "a script in capitals": svg("<SCRIPT>alert(1)</SCRIPT>"),
    "what happens on an event": svg('<rect onload="alert(1)"/>'),
    "a link": svg('<a href="https://example.com"><rect/></a>'),
    "a link to run": svg('<rect xlink:href="javascript:alert(1)"/>'),
    "an image from elsewhere": svg('<image href="https://example.com/x.png"/>'),
    "something used from elsewhere": svg('<use href="https://example.com/x.svg#a"/>'),
    "a style": svg("<style>@import url(https://example.com)</style>"),
    "a style of its own": svg('<rect style="fill: url(https://example.com)"/>'),
    "paint from elsewhere": svg('<rect fill="url(https://example.com#a)"/>'),
    "foreign content": svg("<foreignObject><b/></foreignObject>"),
    "an animation": svg('<rect><animate attributeName="href" to="javascript:alert(1)"/></rect>'),
    "an entity": `<!DOCTYPE svg [<!ENTITY a "b">]>${svg("&a;")}`,
    "an entity in the text": svg("<title>&lt;</title>"),
    "a comment": svg("<!-- <script> -->"),
    "a section": svg("<![CDATA[<script>]]>"),
    "an instruction": `<?xml-stylesheet href="https://example.com"?>${svg("")}`,
    "another document": "<html></html>",
    "a quote that ends too early": svg('<rect fill="#fff" " onload="alert(1)"/>'),
    "very much": svg('<path d="M0 0"/>'.repeat(2000)),
  })) {
    it(`is not shown when it holds ${what}`, () => {
      assert.notEqual(svgProblem(text), undefined);
      writeFileSync(join(folder, "wrong.svg"), text);
      assert.equal(iconOf("wrong.svg"), undefined);
    });
  }

  it("is looked for beside the definition and nowhere else", () => {
    mkdirSync(join(folder, "inside"));
    writeFileSync(join(folder, "inside", "icon.svg"), svg(""));
    symlinkSync(join(folder, "inside", "icon.svg"), join(folder, "linked.svg"));
    for (const path of ["inside/icon.svg", "../icon.svg", "/etc/icon.svg", "linked.svg", "missing.svg"]) {
      assert.equal(iconOf(path), undefined, path);
    }
  });
});
