import { z } from "zod";
import type { HeldVariable } from "../database/tables.ts";
import type { Declared } from "../definitions/declared-in.ts";
import { holdVariable, projectKey } from "../definitions/project-key.ts";
import { mistake } from "../http/problem.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import { anyText, variableName } from "../operations/names.ts";
import type { Platform } from "../platform.ts";
import { decideVariable } from "../variables/given-variable.ts";

const MOST_VARIABLES = 200;

/** Variables that a change set sets and removes, as a request gives them. */
export const StagedVariables = z
  .strictObject({
    set: z
      .record(
        variableName,
        z.strictObject({
          value: anyText(64 * 1024),
          secret: z
            .boolean()
            .optional()
            .describe("Default: as it is stored, else as the definition declares it, else whether its name says so."),
        }),
      )
      .default({}),
    remove: z.array(variableName).max(MOST_VARIABLES).default([]),
  })
  .describe("Variables that it sets and removes; all others stay as they are.");

export type StagedVariables = z.output<typeof StagedVariables>;

export interface StagingContext {
  readonly platform: Pick<Platform, "secretKey">;
  readonly project: ProjectAccess;
  /** The project's variables now. */
  readonly stored: readonly HeldVariable[];
  /** What the definition beside them declares. */
  readonly declared: Declared;
}

/**
 * Staged variables as they are kept: values of secrets encrypted at once.
 *
 * @throws Problem "not-permitted" when a secret is set without the permission; "invalid" for one that is set and removed,
 * and as `decideVariable`
 */
export function holdStaged({ set, remove }: StagedVariables, context: StagingContext): HeldVariable[] {
  const { platform, project, declared } = context;
  const names = Object.keys(set);
  const both = remove.find((name) => Object.hasOwn(set, name));
  if (both !== undefined)
    throw mistake(["variables"], "contradiction", `${JSON.stringify(both)} is both set and removed`);
  if (names.length > MOST_VARIABLES)
    throw mistake(["variables", "set"], "too-many", `at most ${MOST_VARIABLES} at once`);
  const stored = new Map(context.stored.map((variable) => [variable.name, variable]));
  const key = projectKey(platform, project);
  const held = Object.entries(set).map(([name, { value, secret }]) => {
    const given = { name, value, secret };
    const path = ["variables", "set", name];
    return holdVariable(key, project.id, decideVariable(given, { project, stored: stored.get(name), declared }, path));
  });
  return [...held, ...[...new Set(remove)].map((name) => ({ name, secret: false }))];
}

/**
 * Staged variables beside another definition than they were staged with: what that one declares a secret is kept as one.
 *
 * @throws Problem "not-permitted" when there is such a one and the permission to set secrets is missing
 */
export function sealDeclared(
  staged: readonly HeldVariable[],
  { platform, project, declared }: Omit<StagingContext, "stored">,
): HeldVariable[] {
  return staged.map((variable) => {
    const { name, secret, value } = variable;
    if (secret || value === undefined || !declared.get(name)?.secret) return variable;
    requirePermission(project, "secrets", `declaring the staged variable "${name}" a secret`);
    return holdVariable(projectKey(platform, project), project.id, { name, value, secret: true });
  });
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

/** Whether a staged variable stands for one that is to go. */
export function removes({ value, encrypted }: HeldVariable): boolean {
  return value === undefined && encrypted === undefined;
}
