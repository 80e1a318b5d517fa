import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TemplateInfo } from "../../templates/definition.ts";
import { exampleEvaluator } from "./evaluate-example.ts";
import { assertClaims, examplesOf, pageText } from "./examples.ts";
import { galleryTable, tableOnPage } from "./gallery-table.ts";

const PAGE = pageText("gallery.md");

describe("the page of the gallery", () => {
  const evaluate = exampleEvaluator();

  it("lists the templates that there are; `node test/docs/gallery-table.ts` brings it up to date", () => {
    assert.equal(tableOnPage(), galleryTable());
  });

  for (const example of examplesOf(PAGE)) {
    it(`has an example in line ${example.line} that makes what it says`, async () => {
      assertClaims(example, (await evaluate(example)).manifests);
    });
  }

  it("explains every word a template may tell of itself", () => {
    for (const key of Object.keys(TemplateInfo.shape)) assert.ok(PAGE.includes(`\`${key}\``), key);
  });
});
