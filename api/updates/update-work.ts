import type { Kysely, Selectable } from "kysely";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { DiagnosticsError, hasErrors } from "../../constructs/diagnostic.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import type { Database, ProjectTable, RevisionTable, TierTable, UpdateTable } from "../database/tables.ts";
import { evaluateHeld } from "../definitions/evaluate-held.ts";
import { keptValues } from "../definitions/generated-values.ts";
import { projectKey } from "../definitions/project-key.ts";
import type { Platform } from "../platform.ts";
import { claimOfTier, contextOfZone, type ZoneRow } from "../zones/connections.ts";

/** What an update is about, as it is when the update begins. */
export interface UpdateWork {
  readonly project: Selectable<ProjectTable>;
  readonly zone: ZoneRow;
  readonly tier: Selectable<TierTable> | undefined;
  /** Undefined for destroy. */
  readonly revision: Selectable<RevisionTable> | undefined;
}

/** Undefined when the project is gone. */
export async function readWork(
  database: Kysely<Database>,
  row: Selectable<UpdateTable>,
): Promise<UpdateWork | undefined> {
  const project = await database.selectFrom("projects").selectAll().where("id", "=", row.project_id).executeTakeFirst();
  if (!project) return undefined;
  const [zone, tier, revision] = await Promise.all([
    database.selectFrom("zones").selectAll().where("id", "=", row.zone_id).executeTakeFirstOrThrow(),
    database.selectFrom("tiers").selectAll().where("name", "=", project.tier).executeTakeFirst(),
    database
      .selectFrom("revisions")
      .selectAll()
      .where("project_id", "=", row.project_id)
      .where("number", "=", row.revision ?? 0)
      .executeTakeFirst(),
  ]);
  return { project, zone, tier, revision };
}

/**
 * Evaluates the revision of an update.
 *
 * @param onFindings told what is not an error
 * @throws DiagnosticsError when it has errors
 */
export async function evaluateWork(
  database: Kysely<Database>,
  { secretKey }: Pick<Platform, "secretKey">,
  { project, zone, tier, revision }: UpdateWork,
  signal: AbortSignal,
  onFindings: (diagnostics: readonly Diagnostic[]) => void,
): Promise<Evaluation> {
  if (!revision) throw new DiagnosticsError([NO_REVISION]);
  const named = { id: project.id, name: project.name, dataKey: project.data_key };
  const { value, diagnostics } = await evaluateHeld(revision, {
    project: named,
    zone: contextOfZone(zone, claimOfTier(tier)),
    generated: keptValues(database, project, projectKey({ secretKey }, named)),
    platform: { secretKey },
    signal,
    patient: true,
  });
  if (!value || hasErrors(diagnostics)) throw new DiagnosticsError(diagnostics);
  if (diagnostics.length > 0) onFindings(diagnostics);
  return value;
}

const NO_REVISION: Diagnostic = {
  severity: "error",
  code: "no-revision",
  message: "the revision of this update is not there any more",
};
