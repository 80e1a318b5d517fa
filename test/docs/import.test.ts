import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatDiagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import { evaluateText } from "../templates/support.ts";
import { exampleOnPage, importedExample } from "./import-example.ts";

describe("the page about importing", () => {
  it("shows what its compose file becomes; `node test/docs/import-example.ts` brings it up to date", async () => {
    const shown = exampleOnPage();
    assert.deepEqual(await importedExample(shown.input), shown);
  });

  it("shows a definition that compiles", async () => {
    const { value, diagnostics } = await evaluateText(exampleOnPage().definition, { ending: ".jsonc" });
    assert.ok(value && !hasErrors(diagnostics), diagnostics.map(formatDiagnostic).join("\n"));
    const kinds = value.tree.manifests.map(({ kind }) => kind);
    for (const kind of ["Deployment", "Ingress", "PersistentVolumeClaim", "Secret"])
      assert.ok(kinds.includes(kind), kind);
  });
});
