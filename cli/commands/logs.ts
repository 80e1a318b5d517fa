import type { Tree } from "../../constructs/tree.ts";
import type { Zone } from "../../engine/zone.ts";
import { usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { loadProject } from "../load-project.ts";
import { suggestion } from "../nearest.ts";
import { findTarget, type TargetOptions } from "../platform/target.ts";
import { lineCount, linePrinter, requireChoice } from "../print-logs.ts";
import { taggedContainers } from "../tag-selector.ts";

interface LogsOptions extends DefinitionOptions, TargetOptions {
  readonly tag?: readonly string[];
  readonly follow?: boolean;
  readonly tail: string;
  readonly previous?: boolean;
}

const MOST_LINES = 100_000;

/**
 * Prints the log of a container, or of all with some tags, in each of its zones; with several pods or zones, each line begins
 * with its pod.
 */
export async function logs(context: Context, options: LogsOptions, container?: string): Promise<ExitCode> {
  requireChoice(container, options.tag);
  const target = findTarget(context, options);
  if (target) {
    const { logsOnPlatform } = await import("../platform/logs-on-platform.ts");
    return logsOnPlatform(context, target, options, container);
  }
  const { output } = context;
  const tailLines = lineCount(options.tail, MOST_LINES);
  const { zones, tree } = await loadProject(context, options);
  const containers = container === undefined ? taggedNames(tree, options.tag) : [existing(tree, container)];
  const signal = AbortSignal.any([cancelCleanly(output, { quiet: true }), output.closed]);
  const { connectZone, projectLogs } = await import("../../engine/index.ts");
  const print = linePrinter(context, zones.length > 1);
  const read = async (zone: Zone): Promise<void> => {
    const client = await connectZone(zone);
    const { follow = false, previous = false } = options;
    try {
      const { project, namespace } = tree;
      const wanted = { project, namespace, containers, tailLines, follow, previous, signal };
      for await (const line of projectLogs(client, wanted)) print(line);
    } finally {
      await client.close();
    }
  };
  try {
    await Promise.all(zones.map(read));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return EXIT.success;
}

function taggedNames(tree: Tree, tags: readonly string[] | undefined): string[] {
  const chosen = taggedContainers(tree, tags);
  return tree.nodes.filter(({ path }) => chosen?.has(path)).map(({ name }) => name);
}

function existing({ nodes }: Tree, container: string): string {
  const names = nodes.filter(({ kind }) => kind === "container").map(({ name }) => name);
  if (names.includes(container)) return container;
  throw usageError(`the project has no container "${container}"`, suggestion(container, names, "containers"));
}
