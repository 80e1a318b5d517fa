import { z } from "zod";
import { changeSetById, readBase, requireOpen, showChangeSet } from "../change-sets/change-set.ts";
import { holdStaged, StagedVariables, sealDeclared } from "../change-sets/staged.ts";
import type { Declared } from "../definitions/declared-in.ts";
import { declaredIn } from "../definitions/declared-in.ts";
import { readHeld, readVariables } from "../definitions/held-definition.ts";
import { requireVersion } from "../http/etag.ts";
import { projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readIdCursor, toPage } from "../http/page.ts";
import { conflict } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { tellWho } from "../identity/who.ts";
import { newId } from "../new-id.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { CHANGE_SET_COLUMNS, ChangeSetDetail, ChangeSetView, changeSetView } from "../views/change-set.ts";
import { definitionInput } from "../views/definition.ts";
import { ChangeSetParams, PLAN_AND_APPLY } from "./apply-change-sets.ts";
import { ProjectParams, text } from "./names.ts";

const comment = text(1000);
const baseVersion = z.int().min(0);
const MOST_OPEN = 100;
/** Where no variable is set it does not matter what is declared, and nobody has to wait for that. */
const NOTHING: Declared = new Map();
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
    const before = readIdCursor(query.after);
    let rows = database.selectFrom("change_sets").select(CHANGE_SET_COLUMNS).where("project_id", "=", project.id);
    if (query.state) rows = rows.where("state", "=", query.state);
    if (before !== undefined) rows = rows.where("id", "<", before);
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
  description:
    "Nothing of it has to be right yet: plan it to see what it would change and what is wrong with it. What the definition declares a secret is kept as one, and its value is checked now.",
  permission: "write",
  params: ProjectParams,
  body: z.strictObject({
    comment: comment.default(""),
    definition: definitionInput.optional().describe("Default: the current one"),
    baseVersion: baseVersion
      .optional()
      .describe("Version of the definition that the edits were made from. Default: the current one"),
    variables: StagedVariables.default({ set: {}, remove: [] }),
  }),
  success: { status: 201, description: "staged", body: ChangeSetDetail, etag: true },
  problems: ["conflict"],
  async prepare({ database, project, body, signal }) {
    refuseWhileDeleting(project);
    const definition = body.definition ?? (await readHeld(database, project))?.held;
    if (!definition) throw conflict(`project "${project.name}" has no definition yet; give one`);
    // What is read now is what it is begun from, whatever is saved until the project is locked.
    const base = readBase(project, body.baseVersion);
    const isAsked = Object.keys(body.variables.set).length > 0;
    return {
      definition,
      base,
      declared: isAsked ? await declaredIn(project.id, definition, body.variables.set, signal) : NOTHING,
    };
  },
  async handle({ database, platform, project, body, caller }, { definition, base, declared }) {
    refuseWhileDeleting(project);
    const [stored, open] = await Promise.all([
      readVariables(database, project.id),
      database
        .selectFrom("change_sets")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .where("project_id", "=", project.id)
        .where("state", "=", "open")
        .executeTakeFirstOrThrow(),
    ]);
    if (Number(open.count) >= MOST_OPEN)
      throw conflict(`${MOST_OPEN} change sets are open; apply or discard some first`);
    const name = callerName(caller);
    const row = await database
      .insertInto("change_sets")
      .values({
        id: newId(),
        project_id: project.id,
        comment: body.comment,
        state: "open",
        base_version: base,
        format: definition.format,
        text: definition.text,
        variables: JSON.stringify(holdStaged(body.variables, { platform, project, stored, declared })),
        created_by: name,
        updated_by: name,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return {
      body: await showChangeSet(database, row),
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
    return { body: await showChangeSet(database, row), version: row.version };
  },
});

const updateChangeSet = projectOperation({
  id: "updateChangeSet",
  method: "patch",
  path: "/projects/{project}/change-sets/{changeSet}",
  tag: "Change sets",
  summary: "Go on editing a change set",
  description: "What is left out stays.",
  permission: "write",
  params: ChangeSetParams,
  body: z.strictObject({
    comment: comment.optional(),
    definition: definitionInput.optional(),
    baseVersion: baseVersion
      .optional()
      .describe("Version of the definition that the edits were brought up to date with."),
    variables: StagedVariables.optional().describe("In place of those it had."),
  }),
  success: detail,
  ifMatch: "required",
  problems: ["conflict"],
  async prepare({ database, project, params, body, signal }) {
    refuseWhileDeleting(project);
    const row = await changeSetById(database, project, params.changeSet);
    const definition = body.definition ?? row;
    const staged = body.variables ? Object.keys(body.variables.set) : body.definition ? row.variables : [];
    const declared =
      staged.length > 0 ? await declaredIn(project.id, definition, body.variables?.set ?? {}, signal) : NOTHING;
    return { declared, version: row.version };
  },
  async handle({ database, platform, project, params, body, caller, request }, { declared, version }) {
    refuseWhileDeleting(project);
    const row = await changeSetById(database, project, params.changeSet);
    requireOpen(row);
    await requireVersion(request.ifMatch, row.version, "the change set", () => showChangeSet(database, row));
    if (row.version !== version) throw conflict("the change set was edited meanwhile; look at it again");
    const stored = body.variables ? await readVariables(database, project.id) : [];
    const context = { platform, project, stored, declared };
    const variables = body.variables ? holdStaged(body.variables, context) : sealDeclared(row.variables, context);
    const changed = await database
      .updateTable("change_sets")
      .set({
        ...(body.comment !== undefined && { comment: body.comment }),
        ...(body.definition && { format: body.definition.format, text: body.definition.text }),
        variables: JSON.stringify(variables),
        ...(body.baseVersion !== undefined && { base_version: readBase(project, body.baseVersion) }),
        version: row.version + 1,
        updated_by: callerName(caller),
        updated_at: new Date(),
      })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { body: await showChangeSet(database, changed), version: changed.version };
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
  ifMatch: "optional",
  problems: ["conflict"],
  async handle({ database, project, params, caller, request }) {
    refuseWhileDeleting(project);
    const row = await changeSetById(database, project, params.changeSet);
    requireOpen(row);
    await requireVersion(request.ifMatch, row.version, "the change set", () => showChangeSet(database, row));
    await database
      .updateTable("change_sets")
      .set({ state: "discarded", version: row.version + 1, updated_by: callerName(caller), updated_at: new Date() })
      .where("id", "=", row.id)
      .execute();
    return {};
  },
});

export const CHANGE_SETS = [
  listChangeSets,
  createChangeSet,
  getChangeSet,
  updateChangeSet,
  ...PLAN_AND_APPLY,
  discardChangeSet,
];
