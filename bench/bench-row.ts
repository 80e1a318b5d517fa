/** A measured figure of a benchmark, and what was aimed at. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  /** `ms`, `x` (a ratio)… */
  readonly unit: string;
  /** The most it should be, in the same unit. */
  readonly aim?: number;
  /** The least it should be, where more is better. */
  readonly aimAtLeast?: number;
  readonly reached?: boolean;
}

/** `deploy 30 objects                     537 ms   aim ≤ 900 ms: reached` */
export function formatRow({ name, value, unit, aim, aimAtLeast, reached }: BenchRow): string {
  const figure = `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`.padStart(12);
  const wanted = aim !== undefined ? `≤ ${aim}` : aimAtLeast !== undefined ? `≥ ${aimAtLeast}` : undefined;
  const mark = wanted === undefined ? "" : `   aim ${wanted} ${unit}: ${reached ? "reached" : "missed"}`;
  return `${name.padEnd(44)}${figure}${mark}`;
}
