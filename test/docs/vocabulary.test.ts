import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { formatDiagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import { ProjectSpec } from "../../constructs/spec.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { OWN_KEYS } from "../../templates/definition.ts";
import { parseJsonDefinition } from "../../templates/json-definition.ts";
import { evaluateFile, evaluateText, typescriptFile, ZONE } from "../templates/support.ts";
import { assertClaims, type Example, examplesOf, pageText, ROOT } from "./examples.ts";
import { keysOfSchema, keysUsed } from "./schema-keys.ts";

const EXAMPLES = examplesOf(pageText("vocabulary.md"));

/** A zone that has everything an example may need. */
const FULL_ZONE: ZoneContext = {
  ...ZONE,
  capabilities: ["cilium.io", "keda.sh", "metrics.k8s.io", "serving.knative.dev"],
};

/** Keys that a schema shares with others, but that are always refused where they stand here. */
const REFUSED = ["spec.containers.options.network.from.host"];

describe("the vocabulary", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "espalier-vocabulary-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(ROOT, join(folder, "node_modules", "espalier"), "dir");
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function evaluateExample({ language, text }: Example) {
    if (language !== "ts") return evaluateText(text, { zone: FULL_ZONE, ending: `.${language}` });
    return evaluateFile(typescriptFile(folder, text), { zone: FULL_ZONE });
  }

  for (const example of EXAMPLES) {
    it(`of ${example.heading} in line ${example.line} makes what it says`, async () => {
      const { value, diagnostics } = await evaluateExample(example);
      assert.ok(value && !hasErrors(diagnostics), diagnostics.map(formatDiagnostic).join("\n"));
      assertClaims(example, value.tree.manifests);
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
    const page = pageText("vocabulary.md");
    const headings = Array.from(page.matchAll(/^#+ (.*)$/gm), (match) => anchor(match[1] as string));
    const links = Array.from(page.matchAll(/\]\(#([^)]+)\)/g), (match) => match[1] as string);
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
