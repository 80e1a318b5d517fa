import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { type Amount, thousandths } from "../quantity.ts";
import type { ProjectSpec } from "../spec.ts";

/** A container runtime refuses less than this (runc); what is meant is Mi. */
const LEAST_MEMORY = thousandths("6Mi");
const LEAST_STORAGE = thousandths("1Mi");
const LEAST_CPU = 1n;
const MOST_BYTES = thousandths("1024Ti");
const MOST_CPU = thousandths("10k");

/** Amounts that nobody means: bytes where mebibytes are meant, more than any machine has, nothing at all. */
export function checkAmounts({ containers, volumes = [] }: ProjectSpec): Diagnostic[] {
  return [
    ...containers.flatMap(({ options }, index) => {
      const path: ValuePath = ["containers", index, "options", "resources"];
      const { cpu, memory } = options?.resources ?? {};
      return [
        ...checkAmount(cpu, [...path, "cpu"], LEAST_CPU, MOST_CPU, "1m to 10k"),
        ...checkAmount(memory, [...path, "memory"], LEAST_MEMORY, MOST_BYTES, "6Mi to 1024Ti"),
      ];
    }),
    ...volumes.flatMap(({ size }, index) =>
      checkAmount(size, ["volumes", index, "size"], LEAST_STORAGE, MOST_BYTES, "1Mi to 1024Ti"),
    ),
  ];
}

function checkAmount(
  amount: Amount | undefined,
  path: ValuePath,
  least: bigint,
  most: bigint,
  allowed: string,
): Diagnostic[] {
  if (amount === undefined || isWithin(amount, least, most)) return [];
  const small = Number(amount) > 0 && Number(amount) < 1e6;
  return [
    {
      severity: "error",
      code: "out-of-range",
      message: "amount out of range",
      path,
      got: String(amount).slice(0, 40),
      allowed,
      fix: small && least > 1n ? `did you mean "${amount}Mi"?` : undefined,
    },
  ];
}

function isWithin(amount: Amount, least: bigint, most: bigint): boolean {
  if (String(amount).length > 30 || Number(amount) > 1e18) return false;
  const value = thousandths(amount);
  return value >= least && value <= most;
}
