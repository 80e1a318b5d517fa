import type { Kysely, Selectable } from "kysely";
import type { Database, PlacementTable } from "../database/tables.ts";
import { requireVersion } from "../http/etag.ts";
import { projectOperation } from "../http/operation.ts";
import { callerName } from "../identity/caller.ts";
import { tellWho } from "../identity/who.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { PlacementInput, PlacementView } from "../views/placement.ts";
import { ProjectParams } from "./names.ts";

const success = { status: 200, description: "where things stand", body: PlacementView, etag: true } as const;

const getPlacement = projectOperation({
  id: "getPlacement",
  method: "get",
  path: "/projects/{project}/placement",
  tag: "Views",
  summary: "Where things stand in the project's diagram",
  description: "Kept beside the definition and never a part of it: it changes nothing of what is deployed.",
  permission: "read",
  params: ProjectParams,
  success,
  async handle({ database, project }) {
    const row = await findPlacement(database, project);
    return { body: await show(database, row), version: row?.version ?? 0 };
  },
});

const putPlacement = projectOperation({
  id: "putPlacement",
  method: "put",
  path: "/projects/{project}/placement",
  tag: "Views",
  summary: "Keep where things stand in the project's diagram",
  permission: "write",
  params: ProjectParams,
  body: PlacementInput,
  success: { ...success, description: "kept" },
  ifMatch: "optional",
  problems: ["conflict"],
  async handle({ database, project, body, caller, request }) {
    refuseWhileDeleting(project);
    const before = await findPlacement(database, project);
    await requireVersion(request.ifMatch, before?.version ?? 0, "the placement", () => show(database, before));
    const changes = {
      placement: JSON.stringify(body),
      version: (before?.version ?? 0) + 1,
      updated_by: callerName(caller),
      updated_at: new Date(),
    };
    const row = await database
      .insertInto("placements")
      .values({ project_id: project.id, ...changes })
      .onConflict((conflict) => conflict.column("project_id").doUpdateSet(changes))
      .returningAll()
      .executeTakeFirstOrThrow();
    return { body: await show(database, row), version: row.version };
  },
});

function findPlacement(database: Kysely<Database>, { id }: { readonly id: string }) {
  return database.selectFrom("placements").selectAll().where("project_id", "=", id).executeTakeFirst();
}

async function show(database: Kysely<Database>, row: Selectable<PlacementTable> | undefined) {
  if (!row) return { positions: {}, pinned: [], collapsed: [], version: 0, updatedBy: null, updatedAt: null };
  const { placement, version, updated_by, updated_at } = row;
  const who = await tellWho(database, [updated_by]);
  return { ...placement, version, updatedBy: who.get(updated_by) ?? null, updatedAt: updated_at.toISOString() };
}

export const PLACEMENT = [getPlacement, putPlacement];
