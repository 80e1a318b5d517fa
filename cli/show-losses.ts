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
export function sayRows(output: Output, losses: LossReport, fate: Fate): void {
  const rows = rowsOf(losses, fate);
  if (rows.length === 0) return;
  output.say(`\n${output.talk.bold(HEADINGS[fate])}`);
  const shown = rows.slice(0, SHOWN_ROWS);
  const numbers = Math.max(0, ...shown.map(({ position }) => String(position?.line ?? "").length));
  const keys = Math.min(KEY_WIDTH, Math.max(...shown.map(({ path }) => displayWidth(keyOf(path)))));
  for (const row of shown) for (const line of rowLines(output, row, numbers, keys)) output.say(line);
  if (rows.length > shown.length) {
    output.say(output.talk.dim(`  … and ${rows.length - shown.length} more: see them all with --report FILE`));
  }
}

function rowLines({ talk, columns }: Output, row: LossRow, numbers: number, keys: number): string[] {
  const number = String(row.position?.line ?? "").padStart(numbers);
  const key = padEnd(truncate(keyOf(row.path), keys), keys);
  const indent = 2 + numbers + 2 + keys + 2;
  const [first = "", ...rest] = wrap(safeText(whatBecame(row)), Math.max(30, columns - indent - 1));
  return [`  ${talk.dim(number)}  ${key}  ${first}`, ...rest.map((line) => `${" ".repeat(indent)}${line}`)].map(
    (line) => line.trimEnd(),
  );
}

function keyOf(path: LossRow["path"]): string {
  return safeText(formatPath(path));
}
