import { displayWidth, padEnd } from "./display-width.ts";

/** Rows with aligned columns, two spaces apart; cells may be coloured. Nothing is padded at the end of a line. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  return rows.map((row) => {
    const last = row.findLastIndex((cell) => displayWidth(cell) > 0);
    return row
      .slice(0, last + 1)
      .map((cell, column) => (column === last ? cell : padEnd(cell, widths[column] as number)))
      .join("  ");
  });
}
