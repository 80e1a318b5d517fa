import { resolve } from "node:path";
import { usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { showDiagnostics, shownPath, warningsOf } from "../show-diagnostics.ts";
import { taggedContainers } from "../tag-selector.ts";
import { treePart } from "../tree-part.ts";
import { writeOutputFile } from "../write-output-file.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";

interface DiagramOptions extends DefinitionOptions {
  readonly output?: string;
  readonly theme: "auto" | "light" | "dark";
  readonly groupByTag?: boolean;
  readonly tag?: readonly string[];
}

/** Draws the tree of the first zone: trees of other zones have the same shape. */
export async function diagram(context: Context, options: DiagramOptions): Promise<ExitCode> {
  const { output, cwd } = context;
  const { zones, diagnostics } = await evaluateDefinition(context, options, PLANNED_ZONES);
  showDiagnostics(output, warningsOf(diagnostics), cwd);
  const { drawTree, renderSvg } = await import("../../diagram/index.ts");
  const tree = zones[0]?.evaluation.tree;
  if (!tree) throw usageError("the definition names no zone to draw");
  const drawn = await drawTree(treePart(tree, taggedContainers(tree, options.tag)), {
    groupByTag: options.groupByTag ?? false,
  });
  showDiagnostics(output, drawn.warnings, cwd);
  const text = output.json ? `${JSON.stringify(drawn, null, 2)}\n` : renderSvg(drawn, { theme: options.theme });
  if (options.output === undefined) {
    output.write(text);
    return EXIT.success;
  }
  const path = resolve(cwd, options.output);
  writeOutputFile(path, text);
  output.say(`${output.talk.green(output.symbols.done)} drawn: ${shownPath(path, cwd)}`);
  return EXIT.success;
}
