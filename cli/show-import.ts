import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Imported, ImportFormat } from "../templates/importers/importer.ts";
import type { Context } from "./context.ts";
import type { ImportSource } from "./import-file.ts";
import type { ImportedParts } from "./imported-parts.ts";
import { sayCounts } from "./loss-summary.ts";
import { sayBuilds } from "./say-builds.ts";
import { showDiagnostics } from "./show-diagnostics.ts";
import { sayRows } from "./show-losses.ts";
import { sortImportDiagnostics } from "./sort-import-diagnostics.ts";
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
  readonly diagnostics: readonly Diagnostic[];
  readonly parts: ImportedParts;
  /** As typed: a file, or `-`. */
  readonly target: string;
  readonly verbose: boolean;
}

/** What was imported, what was lost and why, and what to do now. */
export function sayImported({ output, cwd }: Context, shown: ImportToShow): void {
  const { source, imported, diagnostics, parts, target, verbose } = shown;
  const { talk, symbols } = output;
  const what = `${safeText(source.shown)} (${TITLES[imported.format]})`;
  const where = target === "-" ? `${what} is imported` : `${safeText(target)} is written, from ${what}`;
  const { builds, fixes, others } = sortImportDiagnostics(diagnostics, imported.losses);
  showDiagnostics(output, others, cwd);
  output.say(`${talk.green(symbols.done)} ${where}`);
  output.say(`  project ${talk.bold(safeText(parts.project))}: ${contents(parts)}`);
  output.say(`  ${sayCounts(imported.losses)}`);
  for (const name of source.leftOut) output.say(`  ${talk.yellow(`${safeText(name)} beside it is not read`)}`);
  sayRows(output, imported.losses, "unsupported", fixes);
  if (verbose) sayRows(output, imported.losses, "translated");
  sayNext(output, parts, target, builds);
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

function sayNext(output: Output, parts: ImportedParts, target: string, builds: readonly Diagnostic[]): void {
  const { talk } = output;
  output.say(`\n${talk.bold("Next")}`);
  sayBuilds(output, builds);
  for (const { name, secret, description } of parts.needed) {
    const how = secret ? "is secret" : "needs a value";
    output.say(`  ${talk.bold(name)} ${how}: preview and up ask for it, or give --var ${name}=…`);
    if (description) output.say(talk.dim(`    ${safeText(description)}`));
  }
  const commands = ["espalier validate", "espalier diagram -o diagram.svg", "espalier up"];
  const file = target === "-" || /^espalier\.(jsonc|json)$/.test(target) ? "" : ` -f ${target}`;
  output.say(talk.dim(`  ${commands.map((command) => `${command}${file}`).join(", ")}`));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
