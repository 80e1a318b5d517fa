import { formatPath } from "../constructs/diagnostic.ts";
import type { Imported, ImportFormat, LossRow } from "../templates/importers/importer.ts";
import type { Context } from "./context.ts";
import type { ImportSource } from "./import-file.ts";
import type { ImportedParts } from "./imported-parts.ts";
import { type Fate, rowsOf, sayCounts, whatBecame } from "./loss-summary.ts";
import { displayWidth, padEnd, truncate, wrap } from "./terminal/display-width.ts";
import type { Output } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";

const TITLES: Record<ImportFormat, string> = {
  compose: "Docker Compose",
  "one-click": "one-click app",
  coolify: "Coolify template",
};

const SHOWN_ROWS = 30;
const KEY_WIDTH = 40;

export interface ImportToShow {
  readonly source: ImportSource;
  readonly imported: Imported;
  readonly parts: ImportedParts;
  /** As typed: a file, or `-`. */
  readonly target: string;
  readonly verbose: boolean;
}

/** What was imported, what was lost and why, and what to do now. */
export function sayImported({ output }: Context, { source, imported, parts, target, verbose }: ImportToShow): void {
  const { talk, symbols } = output;
  const what = `${safeText(source.shown)} (${TITLES[imported.format]})`;
  const where = target === "-" ? `${what} is imported` : `${safeText(target)} is written, from ${what}`;
  output.say(`${talk.green(symbols.done)} ${where}`);
  output.say(`  project ${talk.bold(safeText(parts.project))}: ${contents(parts)}`);
  output.say(`  ${sayCounts(imported.losses)}`);
  for (const name of source.leftOut) output.say(`  ${talk.yellow(`${safeText(name)} beside it is not read`)}`);
  sayRows(output, imported, "unsupported");
  if (verbose) sayRows(output, imported, "translated");
  sayNext(output, parts, target);
}

/** `2 containers (web, db), 1 volume, 3 generated values` */
function contents({ containers, volumes, generated }: ImportedParts): string {
  const shown = containers.length > 6 ? [...containers.slice(0, 6), "…"] : containers;
  return [
    `${count(containers.length, "container")}${shown.length ? ` (${safeText(shown.join(", "))})` : ""}`,
    ...(volumes.length ? [count(volumes.length, "volume")] : []),
    ...(generated.length ? [count(generated.length, "generated value")] : []),
  ].join(", ");
}

const HEADINGS: Record<Fate, string> = {
  carried: "Carried over",
  translated: "Translated",
  unsupported: "Not supported",
};

/** One line each with its line in the input; what does not fit is in the report. */
function sayRows(output: Output, { losses }: Imported, fate: Fate): void {
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

function sayNext(output: Output, { needed, toBuild }: ImportedParts, target: string): void {
  const { talk } = output;
  output.say(`\n${talk.bold("Next")}`);
  for (const name of toBuild) {
    output.say(`  build and push the image of ${safeText(name)}, then put its name into the definition`);
  }
  for (const { name, secret, description } of needed) {
    const how = secret ? "is secret: preview and up ask for it" : "needs a value: preview and up ask for it";
    output.say(`  ${talk.bold(name)} ${how}, or give --var ${name}=…`);
    if (description) output.say(talk.dim(`    ${truncate(safeText(description), Math.max(30, output.columns - 6))}`));
  }
  const commands = ["espalier validate", "espalier diagram -o diagram.svg", "espalier up"];
  const file = target === "-" ? "" : /^espalier\.(jsonc|json)$/.test(target) ? "" : ` -f ${target}`;
  output.say(talk.dim(`  ${commands.map((command) => `${command}${file}`).join(", ")}`));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
