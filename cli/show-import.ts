import type { Imported, ImportFormat } from "../templates/importers/importer.ts";
import type { Context } from "./context.ts";
import type { ImportSource } from "./import-file.ts";
import type { ImportedParts } from "./imported-parts.ts";
import { sayCounts } from "./loss-summary.ts";
import { sayRows } from "./show-losses.ts";
import { truncate } from "./terminal/display-width.ts";
import type { Output } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";

const TITLES: Record<ImportFormat, string> = {
  compose: "Docker Compose",
  "one-click": "one-click app",
  coolify: "Coolify template",
};

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
  sayRows(output, imported.losses, "unsupported");
  if (verbose) sayRows(output, imported.losses, "translated");
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
