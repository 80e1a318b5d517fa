import type { LossRow } from "../../templates/importers/importer.ts";
import type { CompiledFile } from "./compile-file.ts";
import type { Tried } from "./try-in-zone.ts";

/** A file of the catalog with all that was found out about it. */
export interface CatalogResult extends CompiledFile {
  /** Absent when it did not compile, or no zone was asked. */
  readonly tried?: Tried;
}

/** Shares in percent that must be reached. Folders of other catalogs have the aims of `other`. */
const IMPORT_AIMS: Readonly<Record<string, number>> = { compose: 95, caprover: 95, coolify: 90 };
const OTHER_IMPORT_AIM = 90;
const ACCEPT_AIM = 98;

/** One column of the table: of how many files, how many came through, and how many must. */
export interface Share {
  readonly name: "imported" | "compiled" | "accepted" | "planned empty";
  readonly count: number;
  readonly of: number;
  /** Percent. */
  readonly aim: number;
}

export interface FolderRow {
  readonly folder: string;
  readonly shares: readonly Share[];
}

export function folderRows(results: readonly CatalogResult[], hasZone: boolean): FolderRow[] {
  return [...Map.groupBy(results, ({ folder }) => folder)].map(([folder, files]) => ({
    folder,
    shares: sharesOf(files, IMPORT_AIMS[folder] ?? OTHER_IMPORT_AIM, hasZone),
  }));
}

function sharesOf(files: readonly CatalogResult[], importAim: number, hasZone: boolean): Share[] {
  const imported = files.filter((one) => one.imported);
  const compiled = imported.filter((one) => one.evaluation && one.failure === undefined);
  const accepted = compiled.filter(({ tried }) => tried?.accepted);
  const settled = accepted.filter(({ tried }) => tried?.plannedEmpty);
  return [
    { name: "imported", count: imported.length, of: files.length, aim: importAim },
    { name: "compiled", count: compiled.length, of: imported.length, aim: 100 },
    ...(hasZone
      ? ([
          { name: "accepted", count: accepted.length, of: compiled.length, aim: ACCEPT_AIM },
          { name: "planned empty", count: settled.length, of: accepted.length, aim: 100 },
        ] as const)
      : []),
  ];
}

export function isReached({ count, of, aim }: Share): boolean {
  return of === 0 || (count / of) * 100 >= aim;
}

/** Keys of all imported files by what became of them. */
export function keyCounts(
  results: readonly CatalogResult[],
): Readonly<Record<LossRow["fate"] | "unaccounted", number>> {
  const rows = results.flatMap(({ imported }) => imported?.losses ?? []);
  const count = (fate: LossRow["fate"]) => rows.filter((row) => row.fate === fate).length;
  return {
    carried: count("carried"),
    translated: count("translated"),
    unsupported: count("unsupported"),
    unaccounted: results.reduce((sum, { unaccounted }) => sum + unaccounted.length, 0),
  };
}

export function formatTable(rows: readonly FolderRow[]): string {
  const lines = rows.map(({ folder, shares }) => [folder.padEnd(14), ...shares.map(formatShare)].join(""));
  const head = ["".padEnd(14), ...(rows[0]?.shares ?? []).map(({ name }) => name.padEnd(WIDTH))].join("");
  return [head.trimEnd(), ...lines.map((line) => line.trimEnd())].join("\n");
}

const WIDTH = 30;

/** `37 of 39  94.9 % (aim 95) missed` */
function formatShare(share: Share): string {
  const { count, of, aim } = share;
  const percent = of === 0 ? "–" : `${(Math.floor((count / of) * 1000) / 10).toFixed(1)} %`;
  return `${count} of ${of}  ${percent}  ${isReached(share) ? "≥" : "MISSED"} ${aim}`.padEnd(WIDTH);
}

/** Each file that did not come through, with where it ended and why. */
export function formatFailures(results: readonly CatalogResult[]): string {
  const failures = results.flatMap(({ folder, name, failure, tried, unaccounted }) => [
    ...[...(failure ? [failure] : []), ...(tried?.failures ?? [])].map(
      ({ step, reason }) => `${folder}/${name}  ${step}: ${reason}`,
    ),
    ...(unaccounted.length ? [`${folder}/${name}  unaccounted: ${unaccounted.join(", ")}`] : []),
  ]);
  return failures.join("\n");
}
