const EDIT = "infra-edit";
const measured = new Map<string, number>();

/** An edit was made: what the page takes to answer it is counted from here. */
export function markEdit(): void {
  performance.clearMarks(EDIT);
  performance.mark(EDIT);
}

/** The page shows what an edit leads to; counted once for each edit, as the benchmark reads it. */
export function measureSinceEdit(name: "edit-to-diagram" | "edit-to-plan"): void {
  const start = performance.getEntriesByName(EDIT).at(-1)?.startTime;
  if (start === undefined || measured.get(name) === start) return;
  measured.set(name, start);
  performance.measure(name, EDIT);
}
