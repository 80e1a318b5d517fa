import type { BenchRow } from "./bench-row.ts";

