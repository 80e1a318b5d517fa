import type { Kysely } from "kysely";
import type { StagedVariables } from "../change-sets/staged.ts";
import type { Database, HeldVariable } from "../database/tables.ts";
import type { Declared } from "../definitions/declared-in.ts";
import { readVariables } from "../definitions/held-definition.ts";
import { conflict, mistake } from "../http/problem.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import { type DecidedVariable, decideVariable } from "./given-variable.ts";

/** Variables of a project at most; a definition declares up to 200. */
export const MOST_VARIABLES = 500;
/** Variables that one request sets. */
const MOST_AT_ONCE = 200;

/** What a request makes of a project's variables. */
export interface VariableChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly same: readonly string[];
  readonly removed: readonly string[];
  /** Those of the added and changed that are kept as secrets. */
  readonly secret: readonly string[];
  /** What is to be written: those that are added or changed. */
  readonly write: readonly DecidedVariable[];
}

/**
 * Compares what a request sets and removes with what is there. A secret that is there counts as changed whatever its value:
 * otherwise it could be guessed.
 *
 * @throws Problem "not-permitted", "invalid", or "conflict" when there would be too many
 */
export async function compareVariables(
  database: Kysely<Database>,
  { set, remove }: StagedVariables,
  { project, declared }: { readonly project: ProjectAccess; readonly declared: Declared },
): Promise<VariableChanges> {
  const names = Object.keys(set);
  if (names.length > MOST_AT_ONCE) throw mistake(["set"], "too-many", `at most ${MOST_AT_ONCE} variables at once`);
  const both = remove.find((name) => Object.hasOwn(set, name));
  if (both !== undefined) throw mistake(["remove"], "contradiction", `${JSON.stringify(both)} is both set and removed`);
  const stored = new Map((await readVariables(database, project.id)).map((variable) => [variable.name, variable]));
  const removed = [...new Set(remove)].filter((name) => stored.has(name));
  if (removed.length > 0) requirePermission(project, "delete", `removing the variable "${removed[0]}"`);
  const decided = Object.entries(set).map(([name, { value, secret }]) =>
    decideVariable({ name, value, secret }, { project, stored: stored.get(name), declared }, ["set", name]),
  );
  const added = decided.filter(({ name }) => !stored.has(name));
  const same = decided.filter((variable) => isSame(variable, stored.get(variable.name)));
  const write = decided.filter((variable) => !same.includes(variable));
  refuseTooMany(stored.size + added.length - removed.length);
  return {
    added: added.map(({ name }) => name),
    changed: write.filter((variable) => !added.includes(variable)).map(({ name }) => name),
    same: same.map(({ name }) => name),
    removed,
    secret: write.filter(({ secret }) => secret).map(({ name }) => name),
    write,
  };
}

export function refuseTooMany(count: number): void {
  if (count > MOST_VARIABLES) throw conflict(`a project has at most ${MOST_VARIABLES} variables; remove some first`);
}

function isSame({ value, secret }: DecidedVariable, stored: HeldVariable | undefined): boolean {
  return !secret && stored?.secret === false && stored.value === value;
}
