import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { Imported, ImportFormat } from "../../templates/importers/importer.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { IMPORTED_NAME, type ImportSource, openImportSource } from "../import-file.ts";
import { type ImportedParts, importedParts } from "../imported-parts.ts";
import { countFates, reportText } from "../loss-summary.ts";
import { checkProjectName } from "../project-name.ts";
import { refuseSecondDefinition } from "../refuse-second-definition.ts";
import { shownPath } from "../show-diagnostics.ts";
import { sayImported } from "../show-import.ts";
import { writeOutputFile } from "../write-output-file.ts";

interface ImportOptions {
  readonly name?: string;
  readonly format?: ImportFormat;
  readonly profile?: readonly string[];
  readonly output?: string;
  readonly report?: string;
  readonly verbose?: boolean;
}

const STDOUT = "-";

/** Makes a definition of another tool's file and says what became of each of its keys. Nothing is overwritten. */
export async function importFile(context: Context, options: ImportOptions, named = "."): Promise<ExitCode> {
  const { cwd, output } = context;
  const { output: target = IMPORTED_NAME } = options;
  const name = checkProjectName(options.name);
  if (options.output === undefined) refuseSecondDefinition(context);
  const source = await openImportSource(cwd, named);
  const { imported, diagnostics } = await read(source, { ...options, ...(name === undefined ? {} : { name }) });
  const parts = await importedParts(imported, resolve(cwd, target === STDOUT ? IMPORTED_NAME : target));
  if (target === STDOUT && !output.json) output.write(imported.text);
  else if (target !== STDOUT) writeNew(resolve(cwd, target), imported.text, target);
  if (options.report !== undefined) writeReport(context, options.report, source, imported);
  sayImported(context, { source, imported, diagnostics, parts, target, verbose: options.verbose === true });
  if (output.json) output.document({ ...documentOf(context, source, imported, parts, target), diagnostics });
  return EXIT.success;
}

async function read(
  source: ImportSource,
  { name, profile, format }: ImportOptions,
): Promise<{ imported: Imported; diagnostics: readonly Diagnostic[] }> {
  const { importDefinition } = await import("../../templates/importers/import-definition.ts");
  const { value, diagnostics } = await importDefinition({
    file: source.file,
    ...(source.text === undefined ? {} : { text: source.text }),
    ...(name === undefined ? {} : { name }),
    ...(profile ? { profiles: profile.flatMap((one) => one.split(",")) } : {}),
    ...(format ? { format } : {}),
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  return { imported: value, diagnostics };
}

function writeNew(path: string, text: string, shown: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw usageError(`${shown} is there already`, "choose another name with --output, or remove it");
    if (code === "ENOENT" || code === "ENOTDIR")
      throw usageError(`${shown} cannot be written`, "its folder must exist");
    throw error;
  }
}

function writeReport({ cwd }: Context, report: string, source: ImportSource, { format, losses }: Imported): void {
  const text = report.endsWith(".json")
    ? `${JSON.stringify({ file: source.shown, format, counts: countFates(losses), losses }, null, 2)}\n`
    : reportText(`what became of ${source.shown}`, losses);
  writeOutputFile(resolve(cwd, report), text);
}

function documentOf(
  { cwd }: Context,
  source: ImportSource,
  { format, losses, text }: Imported,
  parts: ImportedParts,
  target: string,
) {
  const written = target === STDOUT ? { definition: text } : { file: shownPath(resolve(cwd, target), cwd) };
  return { source: source.shown, format, ...written, ...parts, counts: countFates(losses), losses };
}
