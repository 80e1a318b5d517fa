import { z } from "zod";
import { evaluationThreads } from "../definitions/evaluation-threads.ts";
import { readHeld } from "../definitions/held-definition.ts";
import { removedNames } from "../definitions/names-in.ts";
import { plainValue, projectKey } from "../definitions/project-key.ts";
import { projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { conflict, notFound } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { tellWho } from "../identity/who.ts";
import { acceptRevision, refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { variableDifferences } from "../revisions/difference.ts";
import { prepareRevision } from "../revisions/prepare-revision.ts";
import { restore } from "../revisions/restore.ts";
import { revisionByNumber } from "../revisions/revision-by-number.ts";
import { requireRightToDeploy, requireRightToReplace } from "../revisions/right-to-remove.ts";
import { requireUnchanged, stateOf } from "../revisions/unchanged.ts";
import {
  Deployment,
  deploymentReply,
  REVISION_COLUMNS,
  RevisionDetail,
  RevisionView,
  revisionDetail,
  revisionView,
} from "../views/revision.ts";
import { ProjectParams, text, zoneName } from "./names.ts";

const number = z.coerce
  .number()
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ type: "integer", description: "Number of a revision." });
const RevisionParams = ProjectParams.extend({ revision: number });
const comment = text(1000).default("").describe("Why: shown in the list of revisions.");
const zones = z
  .array(zoneName)
  .min(1)
  .max(100)
  .optional()
  .describe("Default: those of the definition, else all claimed.");

const deploy = projectOperation({
  id: "deploy",
  method: "post",
  path: "/projects/{project}/revisions",
  tag: "Revisions",
  summary: "Deploy: accept the current definition and variables as a new revision",
  description:
    "Makes a revision and one update for each zone, which workers carry out. An update that waits is superseded by a newer one. When the definition holds less than when it was saved, since a variable has changed, removing that needs the permission `delete`.",
  permission: "deploy",
  params: ProjectParams,
  body: z.strictObject({ comment, zones }).prefault({}),
  success: { status: 202, description: "accepted; the updates are under way", body: Deployment },
  problems: ["conflict"],
  async prepare({ database, platform, project, body, signal }) {
    refuseWhileDeleting(project);
    const state = await stateOf(database, project);
    const current = await readHeld(database, project);
    if (!current) throw conflict(`project "${project.name}" has no definition yet; save one first`);
    const prepared = await prepareRevision(current.held, { database, platform, project, signal, wanted: body.zones });
    return { ...prepared, state };
  },
  async handle({ database, project, body, caller, note }, { spec, zones, state }) {
    refuseWhileDeleting(project);
    await requireUnchanged(database, project, state);
    await requireRightToDeploy(database, project, spec.names);
    const createdBy = callerName(caller);
    const accepted = await acceptRevision(database, { project, spec, zones, comment: body.comment, createdBy });
    note({ revision: String(accepted.number) });
    return deploymentReply(project, accepted);
  },
});

const listRevisions = projectOperation({
  id: "listRevisions",
  method: "get",
  path: "/projects/{project}/revisions",
  tag: "Revisions",
  summary: "List revisions, newest first",
  permission: "read",
  params: ProjectParams,
  query: PageQuery,
  success: { status: 200, description: "a page of revisions", body: pageOf(RevisionView, "RevisionPage") },
  async handle({ database, project, query }) {
    const [before] = readCursor(query.after, 1) ?? [];
    let rows = database.selectFrom("revisions").select(REVISION_COLUMNS).where("project_id", "=", project.id);
    if (before !== undefined) rows = rows.where("number", "<", number.catch(1).parse(before));
    const page = await rows
      .orderBy("number", "desc")
      .limit(query.limit + 1)
      .execute();
    const who = await tellWho(
      database,
      page.map((row) => row.created_by),
    );
    return {
      body: toPage(
        page,
        query.limit,
        (row) => revisionView(row, who),
        (row) => [row.number],
      ),
    };
  },
});

const getRevision = projectOperation({
  id: "getRevision",
  method: "get",
  path: "/projects/{project}/revisions/{revision}",
  tag: "Revisions",
  summary: "A revision with its definition and variables",
  permission: "read",
  params: RevisionParams,
  success: { status: 200, description: "the revision", body: RevisionDetail },
  async handle({ database, project, params }) {
    const row = await revisionByNumber(database, project, params.revision);
    return { body: revisionDetail(row, await tellWho(database, [row.created_by])) };
  },
});

const diffRevisions = projectOperation({
  id: "diffRevisions",
  method: "get",
  path: "/projects/{project}/revisions/{revision}/difference",
  tag: "Revisions",
  summary: "What differs between two revisions",
  permission: "read",
  params: RevisionParams,
  query: z.strictObject({ from: number.optional().describe("The older one. Default: the one before") }),
  success: {
    status: 200,
    description: "the difference",
    body: z
      .strictObject({
        from: z.int(),
        to: z.int(),
        text: z.string().describe("Unified diff of the definitions; empty when they are the same."),
        variables: z.array(
          z.strictObject({
            name: z.string(),
            change: z.enum(["added", "changed", "removed"]),
            secret: z.boolean(),
            from: z.string().optional().describe("Never of a secret."),
            to: z.string().optional().describe("Never of a secret."),
          }),
        ),
        removes: z.strictObject({ containers: z.array(z.string()), volumes: z.array(z.string()) }),
      })
      .meta({ id: "RevisionDifference" }),
  },
  async handle({ database, platform, project, params, query }) {
    const older = query.from ?? params.revision - 1;
    if (older < 1) throw notFound("revision", String(older));
    const [from, to] = await Promise.all([
      revisionByNumber(database, project, older),
      revisionByNumber(database, project, params.revision),
    ]);
    const key = projectKey(platform, project);
    const removes = removedNames(from.names, to.names);
    return {
      body: {
        from: from.number,
        to: to.number,
        text: await evaluationThreads.difference(project.id, from.text, to.text, [
          `revision ${from.number}`,
          `revision ${to.number}`,
        ]),
        variables: variableDifferences(
          from.variables,
          to.variables,
          (one, other) => plainValue(key, project.id, one) === plainValue(key, project.id, other),
        ),
        removes: { containers: [...removes.containers], volumes: [...removes.volumes] },
      },
    };
  },
});

const rollBack = projectOperation({
  id: "rollBack",
  method: "post",
  path: "/projects/{project}/revisions/{revision}/rollback",
  tag: "Revisions",
  summary: "Roll back: deploy an older revision again, as a new one",
  description:
    "The definition and all variables, secrets too, become what they were in that revision. Values that were generated stay. What this removes — containers, volumes, variables — needs the permission `delete`.",
  permission: "deploy",
  params: RevisionParams,
  body: z.strictObject({ comment, zones }).prefault({}),
  success: { status: 202, description: "accepted; the updates are under way", body: Deployment },
  problems: ["conflict"],
  async prepare({ database, platform, project, params, body, signal }) {
    refuseWhileDeleting(project);
    const { format, text, variables } = await revisionByNumber(database, project, params.revision);
    return prepareRevision({ format, text, variables }, { database, platform, project, signal, wanted: body.zones });
  },
  async handle({ database, project, params, body, caller, note }, { spec, zones }) {
    refuseWhileDeleting(project);
    await requireRightToReplace(database, project, spec.names);
    const createdBy = callerName(caller);
    await restore(database, project, spec, createdBy);
    const accepted = await acceptRevision(database, {
      project,
      spec,
      zones,
      comment: body.comment || `back to revision ${params.revision}`,
      rolledBackTo: params.revision,
      createdBy,
    });
    note({ becomes: String(accepted.number) });
    return deploymentReply(project, accepted);
  },
});

export const REVISIONS = [deploy, listRevisions, getRevision, diffRevisions, rollBack];
