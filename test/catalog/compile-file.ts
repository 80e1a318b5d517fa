import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Diagnostic, DiagnosticsError, formatDiagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { evaluate } from "../../templates/evaluate.ts";
import type { Evaluation, GeneratedValues } from "../../templates/evaluation.ts";
import { importDefinition } from "../../templates/importers/import-definition.ts";
import type { Imported } from "../../templates/importers/importer.ts";
import { variablesOf } from "../../templates/template-form.ts";
import { unsafeIn } from "../support/unsafe-in-manifests.ts";
import type { CatalogFile } from "./catalog-files.ts";
import { dummyValues } from "./dummy-values.ts";
import { unaccountedKeys } from "./unaccounted-keys.ts";

/** Where a file ended, or that it came through. */
export type Step = "import" | "compile" | "safety" | "accept" | "plan" | "destroy";

export interface Failure {
  readonly step: Step;
  readonly reason: string;
}

/** A file of the catalog, as far as it got. Times in ms. */
export interface CompiledFile extends CatalogFile {
  readonly imported?: Imported;
  readonly evaluation?: Evaluation;
  /** Keys of the file that the loss report does not mention. */
  readonly unaccounted: readonly string[];
  readonly failure?: Failure;
  readonly importTime: number;
  readonly compileTime: number;
  /** Of both, what this process really had of the processor: a busy machine makes the clock say more. */
  readonly processorTime: number;
}

/** Values are the same on every run of a catalog. */
function drawnOnce(): GeneratedValues {
  const values = new Map<string, string>();
  return {
    get: async (project, variable, draw) => {
      const name = `${project}/${variable}`;
      const value = values.get(name) ?? draw();
      values.set(name, value);
      return value;
    },
  };
}

/** Imports a file and evaluates what it became, with dummy values where a person would be asked. */
export async function compileFile(catalogFile: CatalogFile, zone: ZoneContext): Promise<CompiledFile> {
  const processor = process.cpuUsage();
  const start = performance.now();
  const imported = await importOf(catalogFile);
  const importTime = performance.now() - start;
  if (!imported.value) {
    const failure = { step: "import", reason: reasonOf(imported.diagnostics) } as const;
    return { ...catalogFile, unaccounted: [], failure, importTime, compileTime: 0, processorTime: since(processor) };
  }
  const compileStart = performance.now();
  const compiled = await compileImported(catalogFile.file, imported.value.text, zone);
  const compileTime = performance.now() - compileStart;
  const processorTime = since(processor);
  const unaccounted = unaccountedKeys(readFileSync(catalogFile.file, "utf8"), imported.value.losses);
  const unsafe = unsafeIn(compiled.evaluation?.tree.manifests ?? []);
  const failure = compiled.failure ?? (unsafe.length ? { step: "safety", reason: unsafe.join("; ") } : undefined);
  return {
    ...catalogFile,
    imported: imported.value,
    ...(compiled.evaluation && { evaluation: compiled.evaluation }),
    unaccounted,
    ...(failure && { failure: failure as Failure }),
    importTime,
    compileTime,
    processorTime,
  };
}

/** In ms. */
function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function importOf(catalogFile: CatalogFile): ReturnType<typeof importDefinition> {
  try {
    return await importDefinition({ file: catalogFile.file, name: catalogFile.project });
  } catch (error) {
    return { diagnostics: [thrown(error)] };
  }
}

/** Evaluates the text of an imported definition, as if it stood beside the file it came from. */
export async function compileImported(
  file: string,
  text: string,
  zone: ZoneContext,
): Promise<{ readonly evaluation?: Evaluation; readonly failure?: Failure }> {
  const definition = join(dirname(file), "espalier.jsonc");
  try {
    const variables = dummyValues(await variablesOf({ file: definition, text, format: "json" }));
    const { value, diagnostics } = await evaluate({
      file: definition,
      text,
      zone,
      variables,
      generated: drawnOnce(),
    });
    if (value && !hasErrors(diagnostics)) return { evaluation: value };
    return { failure: { step: "compile", reason: reasonOf(diagnostics) } };
  } catch (error) {
    const diagnostics = error instanceof DiagnosticsError ? error.diagnostics : [thrown(error)];
    return { failure: { step: "compile", reason: reasonOf(diagnostics) } };
  }
}

/** Nothing may be thrown at a person; where it is all the same, the catalog says what. */
function thrown(error: unknown): Diagnostic {
  return { severity: "error", code: "thrown", message: error instanceof Error ? (error.stack ?? "") : String(error) };
}

/** The errors, in one line. */
export function reasonOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.map((error) => formatDiagnostic(withoutFile(error))).join(" | ");
}

function withoutFile({ position: _, ...rest }: Diagnostic): Diagnostic {
  return rest;
}
