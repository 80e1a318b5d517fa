import { stripVTControlCharacters } from "node:util";
import type { LogLine } from "../engine/project-logs.ts";
import { usageError } from "./command-error.ts";
import type { Context } from "./context.ts";
import { safeLogLine } from "./terminal/safe-text.ts";

/** How many lines `--tail` asks for. A usage error for what is no such number. */
export function lineCount(tail: string, most: number): number {
  const count = Number(tail);
  if (/^\d+$/.test(tail) && count <= most) return count;
  throw usageError(`--tail wants a whole number up to ${most}, got "${tail}"`);
}

/** A usage error when it is not said whose log is wanted, or said twice. */
export function requireChoice(container: string | undefined, tags: readonly string[] | undefined): void {
  if (container === undefined && tags === undefined) {
    throw usageError("logs needs the name of a container, or a tag", "espalier logs NAME, or espalier logs --tag TAG");
  }
  if (container !== undefined && tags !== undefined) {
    throw usageError("logs takes the name of a container or a tag, got both", `leave out ${container} or --tag`);
  }
}

/** On a terminal nothing but colours gets through; into a file or a pipe the line goes as the container wrote it. */
export function linePrinter({ output }: Context, severalZones: boolean): (line: LogLine) => void {
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
