/** A measured figure of a benchmark, and what was aimed at. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  /** `ms`, `x` (a ratio)… */
  readonly unit: string;
  /** The most it should be, in the same unit. */
  readonly aim?: number;
  readonly reached?: boolean;
}
