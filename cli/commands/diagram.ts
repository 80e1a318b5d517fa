import { usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { type DrawIntoOptions, drawInto } from "../draw-into.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { taggedContainers } from "../tag-selector.ts";
import { treePart } from "../tree-part.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";

interface DiagramOptions extends DefinitionOptions, DrawIntoOptions {
  readonly tag?: readonly string[];
}

/** Draws the tree of the first zone: trees of other zones have the same shape. */
export async function diagram(context: Context, options: DiagramOptions): Promise<ExitCode> {
  const { output, cwd } = context;
  const { zones, diagnostics } = await evaluateDefinition(context, options, PLANNED_ZONES);
  showDiagnostics(output, warningsOf(diagnostics), cwd);
  const tree = zones[0]?.evaluation.tree;
  if (!tree) throw usageError("the definition names no zone to draw");
  await drawInto(context, treePart(tree, taggedContainers(tree, options.tag)), options);
  return EXIT.success;
}
