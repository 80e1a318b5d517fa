import { z } from "zod";
import { applyChangeSet as apply, prepareChangeSet } from "../change-sets/apply-change-set.ts";
import { changeSetById, requireOpen } from "../change-sets/change-set.ts";
import { withStaged } from "../change-sets/staged.ts";
import { readVariables } from "../definitions/held-definition.ts";
import { planHeld } from "../definitions/plan-held.ts";
import { zonesOfProject } from "../definitions/zones-of-project.ts";
import { projectOperation } from "../http/operation.ts";
import { conflict } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { PlanView, viewZonePlan } from "../views/plan.ts";
import { Deployment, deploymentReply } from "../views/revision.ts";
import { id, ProjectParams, zoneName } from "./names.ts";

export const ChangeSetParams = ProjectParams.extend({ changeSet: id });
const body = z
  .strictObject({
    zones: z.array(zoneName).min(1).max(100).optional().describe("Default: those of the definition, else all claimed."),
  })
  .prefault({});

const planChangeSet = projectOperation({
  id: "planChangeSet",
  method: "post",
  path: "/projects/{project}/change-sets/{changeSet}/plan",
  tag: "Change sets",
  summary: "What applying a change set would change in each zone",
  description:
    "Writes nothing, anywhere. `stale` tells that the definition has been changed since the change set was begun.",
  permission: "read",
  params: ChangeSetParams,
  body,
  effect: false,
  success: {
    status: 200,
    description: "the plan of each zone",
    body: PlanView.extend({ stale: z.boolean() }).meta({ id: "ChangeSetPlan" }),
  },
  problems: ["conflict"],
  async handle({ database, platform, project, params, body, signal }) {
    const [row, stored, claimed] = await Promise.all([
      changeSetById(database, project, params.changeSet),
      readVariables(database, project.id),
      zonesOfProject(database, project),
    ]);
    requireOpen(row);
    if (claimed.length === 0) throw conflict(`project "${project.name}" has no zone to run in; claim one first`);
    const held = { format: row.format, text: row.text, variables: withStaged(stored, row.variables) };
    const previews = await planHeld(held, { project, platform, claimed, wanted: body.zones, signal });
    return { body: { zones: previews.map(viewZonePlan), stale: row.base_version !== project.definitionVersion } };
  },
});

const applyChangeSet = projectOperation({
  id: "applyChangeSet",
  method: "post",
  path: "/projects/{project}/change-sets/{changeSet}/apply",
  tag: "Change sets",
  summary: "Make a change set the newest revision and deploy it",
  description:
    "Refused when the definition has been changed since the change set was begun: the answer says how. Beside `deploy` it needs `write`, `secrets` for secrets that are staged, and `delete` for what it removes.",
  permission: "deploy",
  params: ChangeSetParams,
  body,
  success: { status: 202, description: "accepted; the updates are under way", body: Deployment },
  ifMatch: "optional",
  problems: ["conflict", "stale"],
  prepare: ({ database, platform, project, params, body, request, signal }) =>
    prepareChangeSet(params.changeSet, {
      database,
      platform,
      project,
      signal,
      wanted: body.zones,
      ifMatch: request.ifMatch,
    }),
  async handle({ database, project, caller, note }, prepared) {
    const accepted = await apply(database, project, prepared, callerName(caller));
    note({ revision: String(accepted.number) });
    return deploymentReply(project, accepted);
  },
});

export const PLAN_AND_APPLY = [planChangeSet, applyChangeSet];
