import type { TreeNode } from "../../constructs/tree.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { readTags, withTags } from "../tag-selector.ts";
import { truncate } from "../terminal/display-width.ts";
import type { Output } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";

interface ContainersOptions extends DefinitionOptions {
  readonly tag?: readonly string[];
}

const IMAGE_WIDTH = 50;

/** Lists the containers of the definition, as they are in the first of its zones. */
export async function containers(context: Context, options: ContainersOptions): Promise<ExitCode> {
  const { output, cwd } = context;
  const { zones, diagnostics } = await evaluateDefinition(context, options, PLANNED_ZONES);
  showDiagnostics(output, warningsOf(diagnostics), cwd);
  const nodes = zones[0]?.evaluation.tree.nodes ?? [];
  const all = nodes.filter(({ kind }) => kind === "container");
  const found = withTags(readTags(options.tag), all, "container");
  if (output.json) output.document(found.map(({ name, path, tags, facts }) => ({ name, path, tags, facts })));
  else if (found.length === 0) output.say("the definition has no containers yet");
  else for (const line of lines(output, found)) output.print(line);
  return EXIT.success;
}

function lines({ data: colours }: Output, nodes: readonly TreeNode[]): string[] {
  const heading = ["CONTAINER", "WORKLOAD", "IMAGE", "REPLICAS", "PORTS", "TAGS"].map((text) => colours.dim(text));
  const rows = nodes.map(({ name, facts, tags }) => [
    colours.bold(safeText(name)),
    facts.workload ?? colours.dim("long-running"),
    truncate(safeText(facts.image ?? ""), IMAGE_WIDTH),
    facts.replicas ?? facts.scale?.replace(/ by .*/, "") ?? "",
    facts.ports ?? "",
    colours.dim(tags.join(", ")),
  ]);
  return table([heading, ...rows]);
}
