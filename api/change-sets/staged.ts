import { z } from "zod";
import { soundsSecret } from "../../templates/secret-name.ts";
import type { HeldVariable } from "../database/tables.ts";
import { holdVariable, projectKey } from "../definitions/project-key.ts";
import { mistake } from "../http/problem.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import { variableName } from "../operations/names.ts";
import type { Platform } from "../platform.ts";

const MOST_VARIABLES = 200;

/** Variables that a change set sets and removes, as a request gives them. */
export const StagedVariables = z
  .strictObject({
    set: z
      .record(
        variableName,
        z.strictObject({
          value: z.string().max(64 * 1024),
          secret: z.boolean().optional().describe("Default: as it is stored, else whether its name says so."),
        }),
      )
      .default({}),
    remove: z.array(variableName).max(MOST_VARIABLES).default([]),
  })
  .describe("Variables that it sets and removes; all others stay as they are.");

export type StagedVariables = z.output<typeof StagedVariables>;

/**
 * Staged variables as they are kept: values of secrets encrypted at once.
 *
 * @param stored the project's variables now
 * @throws Problem "not-permitted" when a secret is set without the permission; "invalid" for one that is set and removed
 */
export function holdStaged(
  { set, remove }: StagedVariables,
  stored: readonly HeldVariable[],
  { platform, project }: { readonly platform: Platform; readonly project: ProjectAccess },
): HeldVariable[] {
  const names = Object.keys(set);
  const both = remove.find((name) => names.includes(name));
  if (both !== undefined)
    throw mistake(["variables"], "contradiction", `${JSON.stringify(both)} is both set and removed`);
  if (names.length > MOST_VARIABLES)
    throw mistake(["variables", "set"], "too-many", `at most ${MOST_VARIABLES} at once`);
  const secretNow = new Map(stored.map(({ name, secret }) => [name, secret]));
  const held = Object.entries(set).map(([name, { value, secret }]) => {
    const isSecret = secret ?? secretNow.get(name) ?? soundsSecret(name);
    if (isSecret || secretNow.get(name)) requirePermission(project, "secrets", `setting the secret "${name}"`);
    return holdVariable(projectKey(platform, project), project.id, { name, value, secret: isSecret });
  });
  return [...held, ...[...new Set(remove)].map((name) => ({ name, secret: false }))];
}

/** The project's variables as they would be with those of a change set. */
export function withStaged(stored: readonly HeldVariable[], staged: readonly HeldVariable[]): HeldVariable[] {
  const variables = new Map(stored.map((variable) => [variable.name, variable]));
  for (const variable of staged) {
    if (removes(variable)) variables.delete(variable.name);
    else variables.set(variable.name, variable);
  }
  return [...variables.values()];
}

export function removes({ value, encrypted }: HeldVariable): boolean {
  return value === undefined && encrypted === undefined;
}
