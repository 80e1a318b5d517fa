import type { Kysely } from "kysely";
import type { Database, DefinitionFormat, HeldNames, HeldVariable } from "../database/tables.ts";
import { conflict } from "../http/problem.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import { requestUpdates, type UpdateRow } from "../updates/request-updates.ts";

/** What a revision holds: a definition that was found to be right, with the variables that fill it. */
export interface AcceptedSpec {
  readonly format: DefinitionFormat;
  readonly text: string;
  readonly variables: readonly HeldVariable[];
  readonly names: HeldNames;
}

export interface NewRevision {
  readonly project: ProjectAccess;
  readonly spec: AcceptedSpec;
  readonly comment: string;
  readonly rolledBackTo?: number;
  /** Zones it is deployed into. */
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly createdBy: string;
}

export interface AcceptedRevision {
  readonly number: number;
  /** One for each zone. */
  readonly updates: readonly UpdateRow[];
}

/**
 * Makes the next revision of a project and asks for its deployment, in the transaction that is given: there is never a
 * revision nobody deploys, nor an update without its revision. The project's row must be locked.
 */
export async function acceptRevision(
  transaction: Kysely<Database>,
  { project, spec, comment, rolledBackTo, zones, createdBy }: NewRevision,
): Promise<AcceptedRevision> {
  refuseWhileDeleting(project);
  const number = project.lastRevision + 1;
  await transaction
    .insertInto("revisions")
    .values({
      project_id: project.id,
      number,
      format: spec.format,
      text: spec.text,
      variables: JSON.stringify(spec.variables),
      names: JSON.stringify(spec.names),
      comment,
      rolled_back_to: rolledBackTo ?? null,
      created_by: createdBy,
    })
    .execute();
  await transaction
    .updateTable("projects")
    .set({ last_revision: number, updated_at: new Date() })
    .where("id", "=", project.id)
    .execute();
  const updates = await requestUpdates(transaction, { project, zones, revision: number, requestedBy: createdBy });
  return { number, updates };
}

export function refuseWhileDeleting({ state, name }: ProjectAccess): void {
  if (state === "deleting") throw conflict(`project "${name}" is being deleted and takes no changes`);
}
