import { formatPath } from "../constructs/diagnostic.ts";
import type { LossReport, LossRow } from "../templates/importers/importer.ts";
import { type Fate, rowsOf, whatBecame } from "./loss-summary.ts";
import { displayWidth, padEnd, truncate, wrap } from "./terminal/display-width.ts";
import type { Output } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";

const SHOWN_ROWS = 30;
const KEY_WIDTH = 40;

const HEADINGS: Record<Fate, string> = {
  carried: "Carried over",
  translated: "Translated",
  unsupported: "Not supported",
};

/** One line each with its line in the input; what does not fit is in the report. */
export function sayRows(
  output: Output,
  losses: LossReport,
  fate: Fate,
  /** What to do about a key, by its path as text. */
  fixes: ReadonlyMap<string, string> = new Map(),
): void {
  const rows = rowsOf(losses, fate);
  if (rows.length === 0) return;
  output.say(`\n${output.talk.bold(HEADINGS[fate])}`);
  const shown = rows.slice(0, SHOWN_ROWS);
  const numbers = Math.max(0, ...shown.map(({ position }) => String(position?.line ?? "").length));
  const keys = Math.min(KEY_WIDTH, Math.max(...shown.map(({ path }) => displayWidth(keyOf(path)))));
  let before = "";
  for (const row of shown) {
    const texts = [whatBecame(row), fixes.get(formatPath(row.path)) ?? ""] as const;
    const again = texts.join() === before;
    before = texts.join();
    for (const line of rowLines(output, row, [numbers, keys], again ? ["the same", ""] : texts)) output.say(line);
  }
  if (rows.length > shown.length) {
    output.say(output.talk.dim(`  … and ${rows.length - shown.length} more: see them all with --report FILE`));
  }
}

function rowLines(
  { talk, columns }: Output,
  row: LossRow,
  [numbers, keys]: readonly [number, number],
  [text, fix]: readonly [string, string],
): string[] {
  const number = String(row.position?.line ?? "").padStart(numbers);
  const key = padEnd(truncate(keyOf(row.path), keys), keys);
  const indent = 2 + numbers + 2 + keys + 2;
  const width = Math.max(30, columns - indent - 1);
  const [first = "", ...rest] = wrap(safeText(text), width);
  const advice = fix === "" ? [] : wrap(safeText(fix), width).map((line) => talk.dim(line));
  const more = [...rest, ...advice].map((line) => `${" ".repeat(indent)}${line}`);
  return [`  ${talk.dim(number)}  ${key}  ${first}`.trimEnd(), ...more];
}

function keyOf(path: LossRow["path"]): string {
  return safeText(formatPath(path));
}
