import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ProjectSpec } from "../../constructs/spec.ts";
import { OWN_KEYS } from "../../templates/definition.ts";
import { parseJsonDefinition } from "../../templates/json-definition.ts";
import { exampleEvaluator } from "./evaluate-example.ts";
import { assertClaims, examplesOf, pageText } from "./examples.ts";
import { keysOfSchema, keysUsed } from "./schema-keys.ts";

const PAGE = pageText("vocabulary.md");
const EXAMPLES = examplesOf(PAGE);

/** Keys that a schema shares with others, but that are always refused where they stand here. */
const REFUSED = ["spec.containers.options.network.from.host"];

describe("the vocabulary", () => {
  const evaluate = exampleEvaluator();

  for (const example of EXAMPLES) {
    it(`of ${example.heading} in line ${example.line} makes what it says`, async () => {
      assertClaims(example, (await evaluate(example)).manifests);
    });
  }

  it("shows every key of the spec in an example", () => {
    const used = new Set(
      EXAMPLES.filter(({ language }) => language === "jsonc").flatMap(({ text }) => {
        const value = parseJsonDefinition({ file: "/example.jsonc", text }).value?.value as Record<string, unknown>;
        const spec = Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_KEYS.includes(key)));
        return [...keysUsed(ProjectSpec, spec)];
      }),
    );
    const missing = [...keysOfSchema(ProjectSpec)].filter(([field]) => !used.has(field)).map(([, path]) => path);
    assert.deepEqual(
      missing.filter((path) => !REFUSED.includes(path)),
      [],
    );
  });

  it("links only to headings that there are", () => {
    const headings = Array.from(PAGE.matchAll(/^#+ (.*)$/gm), (match) => anchor(match[1] as string));
    const links = Array.from(PAGE.matchAll(/\]\(#([^)]+)\)/g), (match) => match[1] as string);
    assert.deepEqual(
      links.filter((link) => !headings.includes(link)),
      [],
    );
  });
});

/** How GitHub makes an anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
