import type { ValuePath } from "../../constructs/diagnostic.ts";
import type { LossRow } from "./importer.ts";

/** Rows of a loss report, as a dialect tells them. */
export function carried(path: ValuePath, became: string): LossRow {
  return { path, fate: "carried", became };
}

export function translated(path: ValuePath, became: string): LossRow {
  return { path, fate: "translated", became };
}

export function unsupported(path: ValuePath, reason: string): LossRow {
  return { path, fate: "unsupported", reason };
}
