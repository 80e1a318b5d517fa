import { createTwoFilesPatch } from "diff";
import type { HeldVariable } from "../database/tables.ts";

const LONGEST_PATCH = 64 * 1024;
/** Texts that differ in more lines than this are told to differ, no more: the effort grows with its square. */
const MOST_EDITS = 4000;
const PATIENCE = 500;

/** What became of a variable from one to the other; values of secrets are compared, never told. */
export interface VariableDifference {
  readonly name: string;
  readonly change: "added" | "changed" | "removed";
  readonly secret: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** Two texts as a unified diff; bounded, as nobody reads more. */
export function textDifference(from: string, to: string, names: readonly [from: string, to: string]): string {
  if (from === to) return "";
  const patch = createTwoFilesPatch(names[0], names[1], from, to, undefined, undefined, {
    context: 3,
    maxEditLength: MOST_EDITS,
    timeout: PATIENCE,
  });
  if (patch === undefined) return "the texts differ too much to show how\n";
  return patch.length <= LONGEST_PATCH ? patch : `${patch.slice(0, LONGEST_PATCH)}\n… and more\n`;
}

/** @param sameSecret whether two encrypted values stand for the same one */
export function variableDifferences(
  from: readonly HeldVariable[],
  to: readonly HeldVariable[],
  sameSecret: (one: HeldVariable, other: HeldVariable) => boolean,
): VariableDifference[] {
  const before = new Map(from.map((variable) => [variable.name, variable]));
  const after = new Map(to.map((variable) => [variable.name, variable]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name): VariableDifference[] => {
    const [old, now] = [before.get(name), after.get(name)];
    const secret = (old?.secret ?? false) || (now?.secret ?? false);
    const values = secret
      ? {}
      : { ...(old?.value !== undefined && { from: old.value }), ...(now?.value !== undefined && { to: now.value }) };
    if (!old) return [{ name, change: "added", secret, ...values }];
    if (!now) return [{ name, change: "removed", secret, ...values }];
    const same = old.secret === now.secret && (old.secret ? sameSecret(old, now) : old.value === now.value);
    return same ? [] : [{ name, change: "changed", secret, ...values }];
  });
}
