import type { Manifest } from "../../constructs/manifest.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { secretsAsReferences } from "../secrets-as-references.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { taggedContainers } from "../tag-selector.ts";
import { treePart } from "../tree-part.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";

interface SynthOptions extends DefinitionOptions {
  readonly tag?: readonly string[];
}

/** Prints the manifests in the order they are applied: zone by zone, as YAML documents or one JSON array. */
export async function synth(context: Context, options: SynthOptions): Promise<ExitCode> {
  const { output, cwd } = context;
  const { zones, diagnostics } = await evaluateDefinition(context, options, PLANNED_ZONES);
  showDiagnostics(output, warningsOf(diagnostics), cwd);
  const manifests = zones.flatMap(({ evaluation: { tree } }) =>
    treePart(tree, taggedContainers(tree, options.tag)).manifests.map(secretsAsReferences),
  );
  if (output.json) output.document(manifests);
  else output.write(await yamlOf(manifests));
  return EXIT.success;
}

/**
 * No line folding: what is one line in the tree stays one line for diff and grep. Texts such as `no` and `on` are quoted:
 * kubectl and others read YAML 1.1, where they are true and false.
 */
const YAML_STYLE = { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" } as const;

async function yamlOf(manifests: readonly Manifest[]): Promise<string> {
  const { stringify } = await import("yaml");
  return manifests.map((manifest) => `---\n${stringify(manifest, YAML_STYLE)}`).join("");
}
