import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Finding } from "./finding.ts";

/** A row of the table in docs/lint-findings.md. */
export interface Accepted {
  readonly check: string;
  /** Pattern for the place of a finding, in which `*` stands for anything. */
  readonly where: string;
  readonly why: string;
}

const TABLE = fileURLToPath(new URL("../../docs/lint-findings.md", import.meta.url));

/** The findings that are accepted; what people read and what is tested is the same text. */
export function acceptedFindings(text = readFileSync(TABLE, "utf8")): Accepted[] {
  const rows = text.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const [, check = "", where = "", why = ""] = cells;
    return cells.length === 5 && /^`.+`$/.test(check) && /^`.+`$/.test(where) ? [{ check, where, why }] : [];
  });
  return rows.map(({ check, where, why }) => ({ check: check.slice(1, -1), where: where.slice(1, -1), why }));
}

export function isAccepted(finding: Finding, rows: readonly Accepted[]): boolean {
  return rows.some((row) => covers(row, finding));
}

export function covers({ check, where }: Accepted, finding: Finding): boolean {
  if (check !== finding.check) return false;
  const pattern = where.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`).test(finding.where);
}
