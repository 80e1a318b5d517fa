import { z } from "zod";
import { StagedVariables } from "../change-sets/staged.ts";
import { declaredVariables } from "../definitions/declared-variables.ts";
import { holdVariable, projectKey } from "../definitions/project-key.ts";
import { requireVersion } from "../http/etag.ts";
import { projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { notFound } from "../http/problem.ts";
import { versionOf } from "../http/version-of.ts";
import { callerName } from "../identity/caller.ts";
import { tellWho } from "../identity/who.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { setVariables } from "../revisions/restore.ts";
import { compareVariables, refuseTooMany } from "../variables/change-variables.ts";
import { decideVariable } from "../variables/given-variable.ts";
import { countVariables, findVariable, showVariable } from "../variables/stored-variable.ts";
import { VariableChangesView, VariableView, viewVariable } from "../views/variable.ts";
import { anyText, ProjectParams, variableName } from "./names.ts";

const VariableParams = ProjectParams.extend({ variable: variableName });
const one = { status: 200, description: "the variable", body: VariableView, etag: true } as const;
const rules =
  "A secret needs the permission `secrets`, any other variable `write`. Without `secret` a variable stays what it is; a new one is a secret when the definition declares it one or its name sounds like one. What the definition declares a secret cannot be stored in the open.";

const listVariables = projectOperation({
  id: "listVariables",
  method: "get",
  path: "/projects/{project}/variables",
  tag: "Definition",
  summary: "List variables, by name; values of secrets are shown to nobody",
  permission: "read",
  params: ProjectParams,
  query: PageQuery,
  success: { status: 200, description: "a page of variables", body: pageOf(VariableView, "VariablePage") },
  async handle({ database, project, query: { limit, after } }) {
    const [last] = readCursor(after, 1) ?? [];
    let rows = database.selectFrom("variables").selectAll().where("project_id", "=", project.id);
    if (last !== undefined) rows = rows.where("name", ">", String(last));
    const page = await rows
      .orderBy("name")
      .limit(limit + 1)
      .execute();
    const who = await tellWho(
      database,
      page.map(({ updated_by }) => updated_by),
    );
    return {
      body: toPage(
        page,
        limit,
        (row) => viewVariable(row, who),
        ({ name }) => [name],
      ),
    };
  },
});

const getVariable = projectOperation({
  id: "getVariable",
  method: "get",
  path: "/projects/{project}/variables/{variable}",
  tag: "Definition",
  summary: "A variable",
  permission: "read",
  params: VariableParams,
  success: one,
  async handle({ database, project, params }) {
    const row = await findVariable(database, project.id, params.variable);
    if (!row) throw notFound("variable", params.variable);
    const body = await showVariable(database, row);
    return { body, version: versionOf(body) };
  },
});

const putVariable = projectOperation({
  id: "putVariable",
  method: "put",
  path: "/projects/{project}/variables/{variable}",
  tag: "Definition",
  summary: "Set a variable; deploys nothing",
  description: rules,
  permission: "read",
  params: VariableParams,
  body: z.strictObject({
    value: anyText(64 * 1024),
    secret: z.boolean().optional(),
  }),
  success: { ...one, description: "set" },
  ifMatch: "optional",
  problems: ["conflict"],
  async prepare({ database, project, params, body, signal }) {
    return declaredVariables(database, project, { [params.variable]: body }, signal);
  },
  async handle({ database, platform, project, params, body, caller, request, note }, declared) {
    refuseWhileDeleting(project);
    const stored = await findVariable(database, project.id, params.variable);
    const given = { name: params.variable, value: body.value, secret: body.secret };
    const decided = decideVariable(given, { project, stored, declared }, []);
    if (request.ifMatch !== undefined) {
      const current = stored && (await showVariable(database, stored));
      const version = current ? versionOf(current) : 0;
      await requireVersion(request.ifMatch, version, `variable "${params.variable}"`, () => ({
        current: current ?? null,
      }));
    }
    if (!stored) refuseTooMany((await countVariables(database, project.id)) + 1);
    const held = holdVariable(projectKey(platform, project), project.id, decided);
    await setVariables(database, project.id, [held], callerName(caller));
    note({ secret: String(decided.secret) });
    const row = await findVariable(database, project.id, params.variable);
    if (!row) throw new Error("a variable that was just set is not there");
    const shown = await showVariable(database, row);
    return { body: shown, version: versionOf(shown) };
  },
});

const deleteVariable = projectOperation({
  id: "deleteVariable",
  method: "delete",
  path: "/projects/{project}/variables/{variable}",
  tag: "Definition",
  summary: "Remove a variable; deploys nothing",
  permission: "delete",
  params: VariableParams,
  success: { status: 204, description: "removed" },
  ifMatch: "optional",
  problems: ["conflict"],
  async handle({ database, project, params, request }) {
    refuseWhileDeleting(project);
    const row = await findVariable(database, project.id, params.variable);
    if (!row) throw notFound("variable", params.variable);
    const current = await showVariable(database, row);
    await requireVersion(request.ifMatch, versionOf(current), `variable "${params.variable}"`, () => ({ current }));
    await database
      .deleteFrom("variables")
      .where("project_id", "=", project.id)
      .where("name", "=", params.variable)
      .execute();
    return {};
  },
});

const bulk = {
  params: ProjectParams,
  body: StagedVariables,
  success: { status: 200, description: "what becomes of which variables", body: VariableChangesView },
} as const;

const patchVariables = projectOperation({
  id: "patchVariables",
  method: "patch",
  path: "/projects/{project}/variables",
  tag: "Definition",
  summary: "Set and remove several variables at once; deploys nothing",
  description: `${rules} Removing needs \`delete\`. All of it is done, or nothing.`,
  permission: "read",
  ...bulk,
  problems: ["conflict"],
  async prepare({ database, project, body, signal }) {
    return declaredVariables(database, project, body.set, signal);
  },
  async handle({ database, platform, project, body, caller, note }, declared) {
    refuseWhileDeleting(project);
    const { write, ...changes } = await compareVariables(database, body, { project, declared });
    const key = projectKey(platform, project);
    const held = write.map((variable) => holdVariable(key, project.id, variable));
    await setVariables(database, project.id, held, callerName(caller));
    if (changes.removed.length > 0) {
      await database
        .deleteFrom("variables")
        .where("project_id", "=", project.id)
        .where("name", "in", [...changes.removed])
        .execute();
    }
    note({
      added: named(changes.added),
      changed: named(changes.changed),
      removed: named(changes.removed),
    });
    return { body: changes };
  },
});

const previewVariables = projectOperation({
  id: "previewVariables",
  method: "post",
  path: "/projects/{project}/variables/preview",
  tag: "Definition",
  summary: "What setting and removing several variables would change; leaves nothing",
  permission: "read",
  ...bulk,
  effect: false,
  problems: ["conflict"],
  async handle({ database, project, body, signal }) {
    const declared = await declaredVariables(database, project, body.set, signal);
    const { write: _, ...changes } = await compareVariables(database, body, { project, declared });
    return { body: changes };
  },
});

/** As the audit log tells it: it is read by people. */
function named(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(", ");
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}

export const VARIABLES = [listVariables, patchVariables, previewVariables, getVariable, putVariable, deleteVariable];
