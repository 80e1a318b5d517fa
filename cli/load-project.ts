import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import type { Zone } from "../engine/zone.ts";
import type { Evaluation } from "../templates/evaluation.ts";
import { askForMissing } from "./ask-missing.ts";
import { usageError } from "./command-error.ts";
import type { Context, DefinitionOptions } from "./context.ts";
import { evaluateDefinition } from "./evaluate-definition.ts";
import { findDefinition } from "./find-definition.ts";
import { readVariables } from "./variables.ts";
import { REGISTERED_ZONES } from "./zone-sources.ts";

/** A definition evaluated for the zones it is deployed into. */
export interface LoadedProject {
  /** Absolute path of the definition. */
  readonly file: string;
  readonly zones: readonly Zone[];
  /** Of the first zone; the project and its namespace are named the same in all of them. */
  readonly tree: Tree;
  readonly evaluate: (zone: Zone) => Promise<Evaluation>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Evaluates the definition once for each of its zones. Throws `DiagnosticsError`, or a usage error for an unknown zone. */
export async function loadProject(
  context: Context,
  options: DefinitionOptions,
  signal?: AbortSignal,
): Promise<LoadedProject> {
  const file = findDefinition(context.cwd, options.file);
  const { zones, diagnostics } = await askForMissing(context, file, readVariables(context.cwd, options), (variables) =>
    evaluateDefinition(context, options, REGISTERED_ZONES, { variables, ...(signal && { signal }) }),
  );
  const evaluations = new Map(zones.map(({ zone, evaluation }) => [zone.context.name, evaluation]));
  const tree = zones[0]?.evaluation.tree;
  if (!tree) throw usageError("there is no zone to deploy into");
  return {
    file,
    zones: zones.map(({ zone }) => zone),
    tree,
    evaluate: async (zone) => evaluations.get(zone.context.name) as Evaluation,
    diagnostics,
  };
}
