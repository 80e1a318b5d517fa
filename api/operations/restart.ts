import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import { projectOperation } from "../http/operation.ts";
import { mistake, notFound } from "../http/problem.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import { restartIn } from "../live/restart.ts";
import { zonesToAsk } from "../live/zones-to-ask.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { viewDiagnostic } from "../views/diagnostic.ts";
import { containerName } from "../views/live.ts";
import { RestartView } from "../views/restart.ts";
import { ProjectParams, zoneName } from "./names.ts";

const restartContainer = projectOperation({
  id: "restartContainer",
  method: "post",
  path: "/projects/{project}/containers/{container}/restart",
  tag: "Live",
  summary: "Replace the pods of a container by new ones",
  description:
    "As a rollout would, without a change of the definition: it is no difference in a plan, and the next deploy leaves it. Jobs are refused, as they run once.",
  permission: "write",
  params: ProjectParams.extend({ container: containerName }),
  body: z
    .strictObject({ zones: z.array(zoneName).min(1).max(100).optional().describe("Default: all of the project.") })
    .prefault({}),
  success: { status: 202, description: "new pods are being started", body: RestartView },
  problems: ["conflict"],
  async prepare({ database, platform, project, params, body, signal }) {
    refuseWhileDeleting(project);
    const [claimed, isThere] = await Promise.all([
      zonesToAsk(database, project, undefined),
      isContainer(database, project, params.container),
    ]);
    if (!isThere) throw notFound("container", params.container);
    const names = new Set(claimed.map(({ row }) => row.name));
    const foreign = body.zones?.findIndex((name) => !names.has(name)) ?? -1;
    if (foreign >= 0)
      throw mistake(["zones", foreign], "no-claim", "the project has no claim in this zone", "claim it first");
    const zones = claimed.filter(({ row }) => body.zones?.includes(row.name) ?? true);
    const at = new Date().toISOString();
    return { at, zones: await restartIn({ platform, project, container: params.container, zones, at, signal }) };
  },
  async handle({ note }, { at, zones }) {
    const restarted = zones.filter((zone) => zone.restarted).map(({ zone }) => zone);
    note({ zones: restarted.join(", ").slice(0, 500) });
    const shown = zones.map(({ zone, restarted, error }) => ({
      zone,
      restarted,
      error: error && viewDiagnostic(error),
    }));
    return { body: { at, zones: shown } };
  },
});

/** Whether the current definition or the newest revision has it: zones are not asked for anything else. */
async function isContainer(database: Kysely<Database>, project: ProjectAccess, name: string): Promise<boolean> {
  const { rows } = await sql`
    select from definitions where project_id = ${project.id} and version = ${project.definitionVersion}
      and names -> 'containers' ? ${name}
    union all
    select from revisions where project_id = ${project.id} and number = ${project.lastRevision}
      and names -> 'containers' ? ${name}`.execute(database);
  return rows.length > 0;
}

export const RESTART = [restartContainer];
