import { type Diagnostic, formatPath } from "../constructs/diagnostic.ts";
import type { LossReport } from "../templates/importers/importer.ts";
import { rowsOf } from "./loss-summary.ts";

/** What importing said, by where a person is told of it. */
export interface SortedDiagnostics {
  /** Images to build: something to do. */
  readonly builds: readonly Diagnostic[];
  /** What to do about keys that are not supported, by their paths as text: said where these are listed. */
  readonly fixes: ReadonlyMap<string, string>;
  readonly others: readonly Diagnostic[];
}

/** Nothing is said twice: a warning about a key that is listed as not supported adds what to do about it. */
export function sortImportDiagnostics(diagnostics: readonly Diagnostic[], losses: LossReport): SortedDiagnostics {
  const lost = new Set(rowsOf(losses, "unsupported").map(({ path }) => formatPath(path)));
  const builds = diagnostics.filter(({ code }) => code === "build");
  const told = diagnostics.filter((one) => one.severity !== "error" && one.path && lost.has(formatPath(one.path)));
  const fixes = told.flatMap(({ path = [], fix }) => (fix ? [[formatPath(path), fix] as const] : []));
  const others = diagnostics.filter((one) => !builds.includes(one) && !told.includes(one));
  return { builds, fixes: new Map(fixes), others };
}
