import { displayWidth, padEnd, truncate, wrap } from "../terminal/display-width.ts";
import { seconds } from "../terminal/durations.ts";
import type { Canvas } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import type { GroupStatus } from "./group-status.ts";

const NAME_LIMIT = 28;
const WORD_WIDTH = 9;
const MESSAGE_LINES = 3;
const LOG_LINES = 5;
/** Reasons stay readable on very wide terminals. */
const REASON_WIDTH = 110;

/** What one row tells. */
export interface RowContent {
  readonly name: string;
  readonly status: GroupStatus;
  /** Milliseconds; absent where no time is told. */
  readonly elapsed?: number;
}

/** A row and the reasons below it. */
export interface Row {
  readonly status: GroupStatus;
  readonly lines: readonly string[];
}

export interface Picture {
  /** Which picture of the spinner; absent = nothing moves. */
  readonly tick?: number;
  /** Why something is not well, below its row. Default: true */
  readonly reasons?: boolean;
}

/** Aligned rows: sign, name, how it stands in a word, since when, details. Colour alone never carries a meaning. */
export function statusRows(canvas: Canvas, contents: readonly RowContent[], picture: Picture = {}): Row[] {
  const nameWidth = Math.min(NAME_LIMIT, Math.max(8, ...contents.map(({ name }) => displayWidth(safeText(name)))));
  const timed = contents.some(({ elapsed }) => elapsed !== undefined);
  return contents.map((content) => {
    const { status } = content;
    const reasons = picture.reasons === false ? [] : reasonLines(canvas, status);
    return { status, lines: [rowLine(canvas, content, nameWidth, timed, picture), ...reasons] };
  });
}

function rowLine(canvas: Canvas, content: RowContent, nameWidth: number, timed: boolean, picture: Picture): string {
  const { colours } = canvas;
  const { name, status, elapsed } = content;
  return [
    `  ${sign(canvas, status, picture)} ${padEnd(truncate(safeText(name), nameWidth), nameWidth)}`,
    paint(canvas, status)(padEnd(status.word, WORD_WIDTH)),
    ...(timed ? [colours.dim((elapsed === undefined ? "" : seconds(elapsed)).padStart(8))] : []),
    colours.dim(safeText(status.detail)),
  ]
    .join("  ")
    .trimEnd();
}

function sign({ colours, symbols }: Canvas, { tone }: GroupStatus, { tick }: Picture): string {
  switch (tone) {
    case "good":
      return colours.green(symbols.done);
    case "bad":
      return colours.red(symbols.failed);
    case "moving":
      return colours.cyan(
        tick === undefined ? symbols.waiting : (symbols.spinner[tick % symbols.spinner.length] as string),
      );
    case "waiting":
      return colours.dim(symbols.waiting);
    case "quiet":
      return colours.dim(symbols.note);
  }
}

function paint({ colours }: Canvas, { tone }: GroupStatus): (text: string) => string {
  return { good: colours.green, bad: colours.red, moving: colours.cyan, waiting: colours.dim, quiet: colours.dim }[
    tone
  ];
}

function reasonLines({ colours, symbols, columns }: Canvas, { reason, tone }: GroupStatus): string[] {
  if (!reason) return [];
  const colour = tone === "bad" ? colours.red : colours.yellow;
  const width = Math.max(30, Math.min(columns, REASON_WIDTH) - 8);
  const message = wrap(safeText(reason.message), width).slice(0, MESSAGE_LINES);
  const log = (reason.log ?? []).slice(-LOG_LINES);
  return [
    ...message.map((line) => `      ${colour(line)}`),
    ...log.map((line) => `      ${colours.dim(symbols.bar)} ${truncate(safeText(line), width)}`),
    ...(reason.fix ? [`      ${colours.dim(safeText(reason.fix))}`] : []),
  ];
}

const ORDER: Record<GroupStatus["tone"], number> = { bad: 0, moving: 1, waiting: 2, quiet: 3, good: 4 };

/** What needs attention first when not everything fits; rows that stay keep their order, the rest is counted. */
export function mostUrgent({ colours }: Canvas, rows: readonly Row[], height: number): string[] {
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
  const more = colours.dim(`    and ${hidden.length} more: ${countWords(hidden)}`);
  return [...rows.filter((candidate) => kept.has(candidate)).flatMap(({ lines }) => lines), more];
}

function countWords(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { status } of rows) counts.set(status.word, (counts.get(status.word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(", ");
}
