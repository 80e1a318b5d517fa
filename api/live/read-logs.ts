import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { type LogLine, projectLogs } from "../../engine/project-logs.ts";
import type { ZoneConnections, ZoneRow } from "../zones/connections.ts";
import { askZones } from "./ask-zones.ts";

/** Lines and characters that one answer holds at most. */
const MOST_LINES = 5_000;
const MOST_CHARACTERS = 2 * 1024 * 1024;
const LONGEST_LINE = 16 * 1024;

export interface AskedLogs {
  readonly project: string;
  readonly namespace: string;
  /** Absent: all. */
  readonly container: string | undefined;
  /** Lines of each pod. */
  readonly tail: number;
  /** Of the run before the last restart. */
  readonly previous: boolean;
}

export interface ReadLogs {
  readonly lines: readonly LogLine[];
  readonly cut: boolean;
  readonly errors: readonly Diagnostic[];
}

/** The last lines of a project's containers in these zones, in so far as they fit into an answer. */
export async function readLogs(
  zones: ZoneConnections,
  rows: readonly ZoneRow[],
  asked: AskedLogs,
  redact: (text: string) => string,
  signal: AbortSignal,
): Promise<ReadLogs> {
  let cut = false;
  const share = {
    lines: MOST_LINES / Math.max(1, rows.length),
    characters: MOST_CHARACTERS / Math.max(1, rows.length),
  };
  const answers = await askZones(zones, rows, signal, async (client, limit) => {
    const lines: LogLine[] = [];
    let characters = 0;
    for await (const line of projectLogs(client, { ...requestOf(asked), signal: limit })) {
      if (lines.length >= share.lines || characters >= share.characters) {
        cut = true;
        break;
      }
      const shown = shownLine(line, redact);
      characters += shown.line.length;
      lines.push(shown);
    }
    return lines;
  });
  return {
    lines: answers.flatMap((answer) => ("value" in answer ? answer.value : [])),
    cut,
    errors: answers.flatMap((answer) => ("error" in answer ? [answer.error] : [])),
  };
}

export function requestOf({ project, namespace, container, tail, previous }: AskedLogs) {
  return { project, namespace, tailLines: tail, previous, ...(container !== undefined && { containers: [container] }) };
}

export function shownLine(line: LogLine, redact: (text: string) => string): LogLine {
  const text = redact(line.line).toWellFormed();
  return { ...line, line: text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text };
}
