import type { Kysely } from "kysely";
import { z } from "zod";
import { type ChangeSetRow, changeSetById, requireOpen } from "../change-sets/change-set.ts";
import { holdStaged, StagedVariables, withStaged } from "../change-sets/staged.ts";
import type { Database } from "../database/tables.ts";
import { changedSince } from "../definitions/changed-since.ts";
import { readHeld, readVariables } from "../definitions/held-definition.ts";
import { requireRightToRemove } from "../definitions/names-in.ts";
import { planHeld } from "../definitions/plan-held.ts";
import { saveDefinition } from "../definitions/save-definition.ts";
import { zonesOfProject } from "../definitions/zones-of-project.ts";
import { requireVersion } from "../http/etag.ts";
import { projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { conflict, Problem } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { requirePermission } from "../identity/project-access.ts";
import { tellWho } from "../identity/who.ts";
import { newId } from "../new-id.ts";
import { acceptRevision, refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { currentNames } from "../revisions/current-names.ts";
import { prepareRevision } from "../revisions/prepare-revision.ts";
import { setVariables } from "../revisions/restore.ts";
import { requireUnchanged, stateOf } from "../revisions/unchanged.ts";
import { ChangeSetDetail, ChangeSetView, changeSetDetail, changeSetView } from "../views/change-set.ts";
import { definitionInput } from "../views/definition.ts";
import { PlanView, viewZonePlan } from "../views/plan.ts";
import { Deployment } from "../views/revision.ts";
import { updateView } from "../views/update.ts";
import { id, ProjectParams, text, zoneName } from "./names.ts";

const ChangeSetParams = ProjectParams.extend({ changeSet: id });
const comment = text(1000);
const MOST_OPEN = 100;
const detail = { status: 200, description: "the change set", body: ChangeSetDetail, etag: true } as const;

const listChangeSets = projectOperation({
  id: "listChangeSets",
  method: "get",
  path: "/projects/{project}/change-sets",
  tag: "Change sets",
  summary: "List change sets, newest first",
  permission: "read",
  params: ProjectParams,
  query: PageQuery.extend({ state: z.enum(["open", "applied", "discarded"]).optional() }),
  success: { status: 200, description: "a page of change sets", body: pageOf(ChangeSetView, "ChangeSetPage") },
  async handle({ database, project, query }) {
    const [before] = readCursor(query.after, 1) ?? [];
    let rows = database.selectFrom("change_sets").selectAll().where("project_id", "=", project.id);
    if (query.state) rows = rows.where("state", "=", query.state);
    if (before !== undefined) rows = rows.where("id", "<", checkedId(before));
    // Ids sort by when they were made.
    const page = await rows
      .orderBy("id", "desc")
      .limit(query.limit + 1)
      .execute();
    const who = await tellWho(
      database,
      page.flatMap((row) => [row.created_by, row.updated_by]),
    );
    return {
      body: toPage(
        page,
        query.limit,
        (row) => changeSetView(row, who),
        (row) => [row.id],
      ),
    };
  },
});

const createChangeSet = projectOperation({
  id: "createChangeSet",
  method: "post",
  path: "/projects/{project}/change-sets",
  tag: "Change sets",
  summary: "Stage edits of the definition and of variables",
  description: "Nothing of it has to be right yet: plan it to see what it would change and what is wrong with it.",
  permission: "write",
  params: ProjectParams,
  body: z.strictObject({
    comment: comment.default(""),
    definition: definitionInput.optional().describe("Default: the current one"),
    variables: StagedVariables.default({ set: {}, remove: [] }),
  }),
  success: { status: 201, description: "staged", body: ChangeSetDetail, etag: true },
  problems: ["conflict"],
  async handle({ database, platform, project, body, caller }) {
    refuseWhileDeleting(project);
    const [current, stored, open] = await Promise.all([
      readHeld(database, project),
      readVariables(database, project.id),
      database
        .selectFrom("change_sets")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("project_id", "=", project.id)
        .where("state", "=", "open")
        .executeTakeFirstOrThrow(),
    ]);
    if (open.count >= MOST_OPEN) throw conflict(`${MOST_OPEN} change sets are open; apply or discard some first`);
    const definition = body.definition ?? current?.held;
    if (!definition) throw conflict(`project "${project.name}" has no definition yet; give one`);
    const name = callerName(caller);
    const row = await database
      .insertInto("change_sets")
      .values({
        id: newId(),
        project_id: project.id,
        comment: body.comment,
        state: "open",
        base_version: project.definitionVersion,
        format: definition.format,
        text: definition.text,
        variables: JSON.stringify(holdStaged(body.variables, stored, { platform, project })),
        created_by: name,
        updated_by: name,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return {
      body: await detailOf(database, row),
      version: row.version,
      location: `/api/v1/projects/${project.name}/change-sets/${row.id}`,
    };
  },
});

const getChangeSet = projectOperation({
  id: "getChangeSet",
  method: "get",
  path: "/projects/{project}/change-sets/{changeSet}",
  tag: "Change sets",
  summary: "A change set with its definition and variables",
  permission: "read",
  params: ChangeSetParams,
  success: detail,
  async handle({ database, project, params }) {
    const row = await changeSetById(database, project, params.changeSet);
    return { body: await detailOf(database, row), version: row.version };
  },
});

const updateChangeSet = projectOperation({
  id: "updateChangeSet",
  method: "patch",
  path: "/projects/{project}/change-sets/{changeSet}",
  tag: "Change sets",
  summary: "Go on editing a change set",
  description: "What is left out stays. `rebase` says that it was brought up to date with the current definition.",
  permission: "write",
  params: ChangeSetParams,
  body: z.strictObject({
    comment: comment.optional(),
    definition: definitionInput.optional(),
    variables: StagedVariables.optional().describe("In place of those it had."),
    rebase: z.literal(true).optional(),
  }),
  success: detail,
  ifMatch: "required",
  problems: ["conflict"],
  async handle({ database, platform, project, params, body, caller, request }) {
    const row = await changeSetById(database, project, params.changeSet);
    requireOpen(row);
    await requireVersion(request.ifMatch, row.version, "the change set", () => detailOf(database, row));
    const stored = body.variables ? await readVariables(database, project.id) : [];
    const changed = await database
      .updateTable("change_sets")
      .set({
        ...(body.comment !== undefined && { comment: body.comment }),
        ...(body.definition && { format: body.definition.format, text: body.definition.text }),
        ...(body.variables && { variables: JSON.stringify(holdStaged(body.variables, stored, { platform, project })) }),
        ...(body.rebase && { base_version: project.definitionVersion }),
        version: row.version + 1,
        updated_by: callerName(caller),
        updated_at: new Date(),
      })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { body: await detailOf(database, changed), version: changed.version };
  },
});

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
  body: z.strictObject({ zones: z.array(zoneName).min(1).max(100).optional() }).prefault({}),
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
  description: "Refused when the definition has been changed since the change set was begun: the answer says how.",
  permission: "deploy",
  params: ChangeSetParams,
  body: z.strictObject({ zones: z.array(zoneName).min(1).max(100).optional() }).prefault({}),
  success: { status: 202, description: "accepted; the updates are under way", body: Deployment },
  ifMatch: "optional",
  problems: ["conflict", "stale"],
  async prepare({ database, platform, project, params, body, signal }) {
    refuseWhileDeleting(project);
    const [row, stored, state] = await Promise.all([
      changeSetById(database, project, params.changeSet),
      readVariables(database, project.id),
      stateOf(database, project.id),
    ]);
    requireOpen(row);
    const held = { format: row.format, text: row.text, variables: withStaged(stored, row.variables) };
    const isStale = row.base_version !== project.definitionVersion;
    // Whether it is right does not matter when it is stale; that is told under the lock.
    const prepared = isStale
      ? undefined
      : await prepareRevision(held, { database, platform, project, signal, wanted: body.zones });
    return { prepared, state, version: row.version };
  },
  async handle({ database, project, params, caller, request }, { prepared, state, version }) {
    requirePermission(project, "write", "changing the definition");
    const row = await changeSetById(database, project, params.changeSet);
    requireOpen(row);
    await requireVersion(request.ifMatch, row.version, "the change set", () => detailOf(database, row));
    if (row.base_version !== project.definitionVersion) {
      throw new Problem("stale", "the definition has been changed since this change set was begun", {
        changed: await changedSince(database, project, row.base_version),
      });
    }
    if (!prepared || row.version !== version) throw conflict("the change set was edited meanwhile; look at it again");
    await requireUnchanged(database, project.id, state);
    requireRightToRemove(project, await currentNames(database, project), prepared.spec.names);
    const removed = row.variables.filter(
      (variable) => variable.value === undefined && variable.encrypted === undefined,
    );
    if (removed.length > 0) requirePermission(project, "delete", `removing the variable "${removed[0]?.name}"`);
    if (row.variables.some(({ secret }) => secret)) requirePermission(project, "secrets", "setting a secret");
    const by = callerName(caller);
    await saveDefinition(database, project, { format: row.format, text: row.text, names: prepared.spec.names }, by);
    await setVariables(
      database,
      project.id,
      row.variables.filter((variable) => !removed.includes(variable)),
      by,
    );
    if (removed.length > 0) {
      const names = removed.map(({ name }) => name);
      await database.deleteFrom("variables").where("project_id", "=", project.id).where("name", "in", names).execute();
    }
    const { number, updates } = await acceptRevision(database, {
      project,
      spec: prepared.spec,
      zones: prepared.zones,
      comment: row.comment,
      createdBy: by,
    });
    await database
      .updateTable("change_sets")
      .set({ state: "applied", revision: number, version: row.version + 1, updated_by: by, updated_at: new Date() })
      .where("id", "=", row.id)
      .execute();
    return {
      body: { revision: number, updates: updates.map(updateView) },
      location: `/api/v1/projects/${project.name}/revisions/${number}`,
    };
  },
});

const discardChangeSet = projectOperation({
  id: "discardChangeSet",
  method: "delete",
  path: "/projects/{project}/change-sets/{changeSet}",
  tag: "Change sets",
  summary: "Discard a change set",
  permission: "write",
  params: ChangeSetParams,
  success: { status: 204, description: "discarded" },
  problems: ["conflict"],
  async handle({ database, project, params, caller }) {
    const row = await changeSetById(database, project, params.changeSet);
    requireOpen(row);
    await database
      .updateTable("change_sets")
      .set({ state: "discarded", version: row.version + 1, updated_by: callerName(caller), updated_at: new Date() })
      .where("id", "=", row.id)
      .execute();
    return {};
  },
});

/** With who made and edited it. */
async function detailOf(database: Kysely<Database>, row: ChangeSetRow) {
  return changeSetDetail(row, await tellWho(database, [row.created_by, row.updated_by]));
}

function checkedId(value: string | number): string {
  const { data } = id.safeParse(value);
  if (data) return data;
  throw new Problem("invalid", "this is not where a page ended; give `next` of the page before, as it is");
}

export const CHANGE_SETS = [
  listChangeSets,
  createChangeSet,
  getChangeSet,
  updateChangeSet,
  planChangeSet,
  applyChangeSet,
  discardChangeSet,
];
