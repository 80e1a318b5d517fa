import { stripVTControlCharacters } from "node:util";
import type { Tree } from "../../constructs/tree.ts";
import type { LogLine } from "../../engine/index.ts";
import type { Zone } from "../../engine/zone.ts";
import { usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { loadProject } from "../load-project.ts";
import { suggestion } from "../nearest.ts";
import { taggedContainers } from "../tag-selector.ts";
import { safeLogLine } from "../terminal/safe-text.ts";

interface LogsOptions extends DefinitionOptions {
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
  const { output } = context;
  const tailLines = lineCount(options.tail);
  requireChoice(container, options.tag);
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

function lineCount(tail: string): number {
  const count = Number(tail);
  if (/^\d+$/.test(tail) && count <= MOST_LINES) return count;
  throw usageError(`--tail wants a whole number up to ${MOST_LINES}, got "${tail}"`);
}

function requireChoice(container: string | undefined, tags: readonly string[] | undefined): void {
  if (container === undefined && tags === undefined) {
    throw usageError("logs needs the name of a container, or a tag", "espalier logs NAME, or espalier logs --tag TAG");
  }
  if (container !== undefined && tags !== undefined) {
    throw usageError("logs takes the name of a container or a tag, got both", `leave out ${container} or --tag`);
  }
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

/** On a terminal nothing but colours gets through; into a file or a pipe the line goes as the container wrote it. */
function linePrinter({ output }: Context, severalZones: boolean): (line: LogLine) => void {
  let firstPod: string | undefined;
  let prefixed = severalZones;
  const shown = (line: string): string => {
    if (!process.stdout.isTTY) return line;
    return output.data.isColorSupported ? safeLogLine(line) : stripVTControlCharacters(safeLogLine(line));
  };
  return (line) => {
    if (output.json) return output.record(line);
    firstPod ??= line.pod;
    prefixed ||= line.pod !== firstPod || line.part !== undefined;
    const pod = line.part === undefined ? line.pod : `${line.pod}/${line.part}`;
    const from = severalZones ? `${line.zone}/${pod}` : pod;
    output.print(`${prefixed ? `${output.data.dim(`${from} ${output.symbols.bar}`)} ` : ""}${shown(line.line)}`);
  };
}
