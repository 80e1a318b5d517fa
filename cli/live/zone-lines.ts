import type { UpdatePhase } from "../../engine/update-events.ts";
import { displayWidth, padEnd, truncate, wrap } from "../terminal/display-width.ts";
import { seconds } from "../terminal/durations.ts";
import type { Output } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { type GroupStatus, groupStatus } from "./group-status.ts";
import type { GroupState, ZoneState } from "./update-state.ts";

const NAME_LIMIT = 28;
const WORD_WIDTH = 9;
const MESSAGE_LINES = 3;
const LOG_LINES = 5;

export interface DrawOptions {
  /** Milliseconds on the clock of the events. */
  readonly now: number;
  /** Which picture of the spinner. */
  readonly tick: number;
  /** Lines a zone may take; what does not fit is counted in a last line. */
  readonly height: number;
  /** The last picture: nothing moves any more. */
  readonly final?: boolean;
}

interface Row {
  readonly status: GroupStatus;
  readonly lines: readonly string[];
}

/** A zone as lines: a heading, then one line for each group with the reasons below it. */
export function zoneLines(output: Output, zone: ZoneState, options: DrawOptions): string[] {
  const rows = rowsOf(output, zone, options);
  return [heading(output, zone, options), ...mostUrgent(output, rows, options.height - 1)];
}

function heading(output: Output, zone: ZoneState, { now }: DrawOptions): string {
  const { talk, symbols } = output;
  const where = zone.project ? `${talk.bold(zone.project)} ${talk.dim(symbols.arrow)} ` : "";
  const elapsed = zone.result?.milliseconds ?? now - zone.startedAt;
  const left = `${where}${talk.bold(zone.zone)}`;
  const right = talk.dim(`${phaseText(zone)}  ${seconds(elapsed)}`);
  const gap = Math.min(output.columns - 1, 100) - displayWidth(left) - displayWidth(right);
  return `${left}${" ".repeat(Math.max(2, gap))}${right}`;
}

const PHASES: Record<UpdatePhase, string> = {
  planning: "planning",
  applying: "applying",
  pruning: "removing what is no longer wanted",
  waiting: "waiting until ready",
  destroying: "destroying",
};

function phaseText({ phase, result, groups }: ZoneState): string {
  if (result) return result.outcome === "not-ready" ? "not ready" : result.outcome;
  if (!phase) return "starting";
  const objects = [...groups.values()].flatMap((group) => [...group.objects.values()]);
  const done = objects.filter(({ state }) => state === "done" || state === "failed").length;
  const counted = objects.length > 0 && phase !== "planning" && phase !== "waiting";
  return counted ? `${PHASES[phase]}  ${done}/${objects.length}` : PHASES[phase];
}

function rowsOf(output: Output, zone: ZoneState, options: DrawOptions): Row[] {
  const groups = [...zone.groups.values()];
  const nameWidth = Math.min(NAME_LIMIT, Math.max(8, ...groups.map((group) => displayWidth(titleOf(group)))));
  return groups.map((group) => {
    const status = groupStatus(group);
    return { status, lines: [row(output, group, status, nameWidth, options), ...reasonLines(output, status)] };
  });
}

function titleOf({ container }: GroupState): string {
  return container === "" ? "project" : safeText(container);
}

function row(output: Output, group: GroupState, status: GroupStatus, nameWidth: number, options: DrawOptions): string {
  const { talk } = output;
  const since = group.startedAt === undefined ? "" : seconds((group.settledAt ?? options.now) - group.startedAt);
  const name = padEnd(truncate(titleOf(group), nameWidth), nameWidth);
  return [
    `  ${sign(output, status, options)} ${name}`,
    paint(output, status)(padEnd(status.word, WORD_WIDTH)),
    talk.dim(since.padStart(8)),
    talk.dim(safeText(status.detail)),
  ].join("  ");
}

function sign(output: Output, { tone }: GroupStatus, { tick, final }: DrawOptions): string {
  const { talk, symbols } = output;
  switch (tone) {
    case "good":
      return talk.green(symbols.done);
    case "bad":
      return talk.red(symbols.failed);
    case "moving":
      return talk.cyan(final ? symbols.waiting : (symbols.spinner[tick % symbols.spinner.length] as string));
    case "waiting":
      return talk.dim(symbols.waiting);
    case "quiet":
      return talk.dim(symbols.note);
  }
}

function paint(output: Output, { tone }: GroupStatus): (text: string) => string {
  const { talk } = output;
  return { good: talk.green, bad: talk.red, moving: talk.cyan, waiting: talk.dim, quiet: talk.dim }[tone];
}

function reasonLines(output: Output, { reason, tone }: GroupStatus): string[] {
  if (!reason) return [];
  const { talk, symbols } = output;
  const colour = tone === "bad" ? talk.red : talk.yellow;
  const width = Math.max(30, Math.min(output.columns, 110) - 8);
  const message = wrap(safeText(reason.message), width).slice(0, MESSAGE_LINES);
  const log = (reason.log ?? []).slice(-LOG_LINES);
  return [
    ...message.map((line) => `      ${colour(line)}`),
    ...log.map((line) => `      ${talk.dim(symbols.bar)} ${truncate(safeText(line), width)}`),
    ...(reason.fix ? [`      ${talk.dim(safeText(reason.fix))}`] : []),
  ];
}

const ORDER: Record<GroupStatus["tone"], number> = { bad: 0, moving: 1, waiting: 2, quiet: 3, good: 4 };

/** What needs attention first when not everything fits; rows that stay keep their order. */
function mostUrgent(output: Output, rows: readonly Row[], height: number): string[] {
  const total = rows.reduce((sum, { lines }) => sum + lines.length, 0);
  if (total <= height) return rows.flatMap(({ lines }) => lines);
  let left = height - 1;
  const kept = new Set<Row>();
  for (const candidate of [...rows].sort((a, b) => ORDER[a.status.tone] - ORDER[b.status.tone])) {
    if (candidate.lines.length > left) break;
    left -= candidate.lines.length;
    kept.add(candidate);
  }
  const hidden = rows.filter((candidate) => !kept.has(candidate));
  const more = output.talk.dim(`    and ${hidden.length} more: ${countWords(hidden)}`);
  return [...rows.filter((candidate) => kept.has(candidate)).flatMap(({ lines }) => lines), more];
}

function countWords(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { status } of rows) counts.set(status.word, (counts.get(status.word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
}
