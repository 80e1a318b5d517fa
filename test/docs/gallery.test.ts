import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatDiagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import { TemplateInfo } from "../../templates/definition.ts";
import { evaluateText } from "../templates/support.ts";
import { assertClaims, examplesOf, pageText } from "./examples.ts";
import { galleryTable, tableOnPage } from "./gallery-table.ts";

const PAGE = pageText("gallery.md");

describe("the page of the gallery", () => {
  it("lists the templates that there are; `node test/docs/gallery-table.ts` brings it up to date", () => {
    assert.equal(tableOnPage(), galleryTable());
  });

  for (const example of examplesOf(PAGE)) {
    it(`has an example in line ${example.line} that makes what it says`, async () => {
      const { value, diagnostics } = await evaluateText(example.text, { ending: `.${example.language}` });
      assert.ok(value && !hasErrors(diagnostics), diagnostics.map(formatDiagnostic).join("\n"));
      assertClaims(example, value.tree.manifests);
    });
  }

  it("explains every word a template may tell of itself", () => {
    for (const key of Object.keys(TemplateInfo.shape)) assert.ok(PAGE.includes(`\`${key}\``), key);
  });
});
