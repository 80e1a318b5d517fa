import type { Kysely } from "kysely";
import type { Database, HeldVariable } from "../database/tables.ts";
import { readVariables } from "../definitions/held-definition.ts";
import { saveDefinition } from "../definitions/save-definition.ts";
import { type IfMatch, requireVersion } from "../http/etag.ts";
import { conflict } from "../http/problem.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import type { Platform } from "../platform.ts";
import { type AcceptedRevision, acceptRevision, refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { type PreparedRevision, prepareRevision } from "../revisions/prepare-revision.ts";
import { removeVariables, setVariables } from "../revisions/restore.ts";
import { requireRightToReplace } from "../revisions/right-to-remove.ts";
import { type ProjectState, requireUnchanged, stateOf } from "../revisions/unchanged.ts";
import { refuseTooMany } from "../variables/change-variables.ts";
import { type ChangeSetRow, changeSetById, requireBase, requireOpen, showChangeSet } from "./change-set.ts";
import { removes, withStaged } from "./staged.ts";

export interface ApplyContext {
  readonly database: Kysely<Database>;
  readonly platform: Platform;
  readonly project: ProjectAccess;
  readonly signal: AbortSignal;
  /** Names of zones. Default: those that the definition names, else all that the project has claims in */
  readonly wanted: readonly string[] | undefined;
  readonly ifMatch: IfMatch;
}

/** A change set that was found to be right, and what that was found from. */
export interface PreparedChangeSet extends PreparedRevision {
  readonly row: ChangeSetRow;
  readonly stored: readonly HeldVariable[];
  readonly state: ProjectState;
}

/** Makes sure, before the project is locked, that what a change set makes of it can be deployed. Throws as `prepareRevision`. */
export async function prepareChangeSet(id: string, context: ApplyContext): Promise<PreparedChangeSet> {
  const { database, project } = context;
  requireRightToApply(project);
  const state = await stateOf(database, project);
  const [row, stored] = await Promise.all([changeSetById(database, project, id), readVariables(database, project.id)]);
  requireOpen(row);
  await requireVersion(context.ifMatch, row.version, "the change set", () => showChangeSet(database, row));
  await requireBase(database, project, row);
  const held = { format: row.format, text: row.text, variables: withStaged(stored, row.variables) };
  return { ...(await prepareRevision(held, context)), row, stored, state };
}

/**
 * Makes a change set the newest revision, with the definition and variables that it holds. The project's row must be locked.
 *
 * @param appliedBy as `callerName` names who applies it
 * @throws Problem "conflict" when it, the definition or a variable has changed since it was prepared
 */
export async function applyChangeSet(
  transaction: Kysely<Database>,
  project: ProjectAccess,
  { row, stored, state, spec, zones }: PreparedChangeSet,
  appliedBy: string,
): Promise<AcceptedRevision> {
  requireRightToApply(project);
  const current = await changeSetById(transaction, project, row.id);
  requireOpen(current);
  await requireBase(transaction, project, current);
  if (current.version !== row.version) throw conflict("the change set was edited meanwhile; look at it again");
  await requireUnchanged(transaction, project, state);
  requireRightToStage(project, row.variables, stored);
  await requireRightToReplace(transaction, project, spec.names);
  refuseTooMany(spec.variables.length);
  await saveDefinition(transaction, project, spec, appliedBy);
  await setVariables(
    transaction,
    project.id,
    row.variables.filter((variable) => !removes(variable)),
    appliedBy,
  );
  await removeVariables(
    transaction,
    project.id,
    row.variables.filter(removes).map(({ name }) => name),
  );
  const accepted = await acceptRevision(transaction, {
    project,
    spec,
    zones,
    comment: row.comment,
    createdBy: appliedBy,
  });
  await transaction
    .updateTable("change_sets")
    .set({
      state: "applied",
      revision: accepted.number,
      version: row.version + 1,
      updated_by: appliedBy,
      updated_at: new Date(),
    })
    .where("id", "=", row.id)
    .execute();
  return accepted;
}

function requireRightToApply(project: ProjectAccess): void {
  refuseWhileDeleting(project);
  requirePermission(project, "write", "changing the definition");
}

/** Somebody else may have staged them, who could do more. */
function requireRightToStage(
  project: ProjectAccess,
  staged: readonly HeldVariable[],
  stored: readonly HeldVariable[],
): void {
  const before = new Map(stored.map((variable) => [variable.name, variable]));
  for (const variable of staged) {
    const { name, secret } = variable;
    const known = before.get(name);
    if (removes(variable)) {
      if (known) requirePermission(project, "delete", `removing the variable "${name}"`);
    } else if (secret) requirePermission(project, "secrets", `setting the secret "${name}"`);
    else if (known?.secret) requirePermission(project, "secrets", `making "${name}" no secret`);
  }
}
