import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "mocha";
import { formatDiagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import type { Tree } from "../../constructs/tree.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { evaluateFile, evaluateText, typescriptFile, ZONE } from "../templates/support.ts";
import { type Example, ROOT } from "./examples.ts";

/** A zone that has everything an example may need. */
const FULL_ZONE: ZoneContext = {
  ...ZONE,
  capabilities: ["cilium.io", "keda.sh", "metrics.k8s.io", "serving.knative.dev"],
};

/** For a suite: evaluates examples in a folder in which this package is installed. Throws with all that is wrong with one. */
export function exampleEvaluator(): (example: Example) => Promise<Tree> {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "espalier-examples-"));
    const modules = join(folder, "node_modules");
    mkdirSync(modules);
    symlinkSync(ROOT, join(modules, "espalier"), "dir");
    symlinkSync(join(ROOT, "node_modules", "cdk8s-plus-33"), join(modules, "cdk8s-plus-33"), "dir");
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  return async ({ language, text }) => {
    const { value, diagnostics } =
      language === "ts"
        ? await evaluateFile(typescriptFile(folder, text), { zone: FULL_ZONE })
        : await evaluateText(text, { zone: FULL_ZONE, ending: `.${language}` });
    if (!value || hasErrors(diagnostics)) throw new Error(diagnostics.map(formatDiagnostic).join("\n"));
    return value.tree;
  };
}
