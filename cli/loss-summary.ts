import { formatPath, type ValuePath } from "../constructs/diagnostic.ts";
import type { LossReport, LossRow } from "../templates/importers/importer.ts";
import { safeText } from "./terminal/safe-text.ts";
import { table } from "./terminal/table.ts";

export type Fate = LossRow["fate"];

export const FATES: Record<Fate, string> = {
  carried: "carried over",
  translated: "translated",
  unsupported: "not supported",
};

export function countFates(losses: LossReport): Record<Fate, number> {
  const counts = { carried: 0, translated: 0, unsupported: 0 };
  for (const { fate } of losses) counts[fate] += 1;
  return counts;
}

/** `47 keys: 40 carried over, 5 translated, 2 not supported` */
export function sayCounts(losses: LossReport): string {
  const counts = countFates(losses);
  const parts = (Object.keys(FATES) as Fate[]).filter((fate) => counts[fate] > 0);
  const total = `${losses.length} ${losses.length === 1 ? "key" : "keys"}`;
  return parts.length === 0 ? total : `${total}: ${parts.map((fate) => `${counts[fate]} ${FATES[fate]}`).join(", ")}`;
}

/** Rows of one fate, without those that only repeat what is said of the key they stand in. */
export function rowsOf(losses: LossReport, fate: Fate): LossRow[] {
  const rows = losses.filter((row) => row.fate === fate);
  const said = new Map(rows.map((row) => [keyOf(row.path), whatBecame(row)]));
  return rows.filter((row) => said.get(keyOf(row.path.slice(0, -1))) !== whatBecame(row));
}

export function whatBecame({ became, reason }: LossRow): string {
  return [became, reason].filter((text) => text !== undefined).join(": ");
}

/** The whole report as text: a line for each key. */
export function reportText(title: string, losses: LossReport): string {
  const rows = losses.map((row) => [
    row.position ? String(row.position.line) : "",
    formatPath(row.path),
    FATES[row.fate],
    whatBecame(row),
  ]);
  const lines = table([["LINE", "KEY", "FATE", "WHAT BECAME OF IT"], ...rows.map((row) => row.map(oneLine))]);
  return `${[title, sayCounts(losses), "", ...lines].join("\n")}\n`;
}

function oneLine(text: string): string {
  return safeText(text).replaceAll("\n", " ");
}

function keyOf(path: ValuePath): string {
  return JSON.stringify(path);
}
