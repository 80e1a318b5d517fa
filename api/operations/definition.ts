import { z } from "zod";
import { holdStaged, StagedVariables, withStaged } from "../change-sets/staged.ts";
import type { HeldVariable } from "../database/tables.ts";
import { changedSince } from "../definitions/changed-since.ts";
import { checkDefinition as check, examineDefinition } from "../definitions/check-definition.ts";
import { currentDefinition } from "../definitions/current-definition.ts";
import { declaredIn } from "../definitions/declared-in.ts";
import { definitionByVersion } from "../definitions/definition-by-version.ts";
import { type HeldDefinition, readHeld, readVariables } from "../definitions/held-definition.ts";
import { removedNames, requireRightToRemove } from "../definitions/names-in.ts";
import { planHeld } from "../definitions/plan-held.ts";
import { saveDefinition, VERSIONS_KEPT } from "../definitions/save-definition.ts";
import { requireClaims, zonesOfProject } from "../definitions/zones-of-project.ts";
import { type IfMatch, requireVersion } from "../http/etag.ts";
import { projectOperation } from "../http/operation.ts";
import { conflict, notFound } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import { tellWho } from "../identity/who.ts";
import type { Platform } from "../platform.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import {
  CheckedDefinitionView,
  DefinitionView,
  definitionInput,
  definitionView,
  SavedDefinitionView,
  viewSpec,
} from "../views/definition.ts";
import { viewDiagnostics } from "../views/diagnostic.ts";
import { PlanView, viewZonePlan } from "../views/plan.ts";
import { viewTree } from "../views/tree.ts";
import { ProjectParams, zoneName } from "./names.ts";

const versionNumber = z.coerce
  .number()
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ type: "integer", description: "Number of a definition, as its `version` tells it." });

const getDefinition = projectOperation({
  id: "getDefinition",
  method: "get",
  path: "/projects/{project}/definition",
  tag: "Definition",
  summary: "The current definition",
  permission: "read",
  params: ProjectParams,
  success: { status: 200, description: "the definition", body: DefinitionView, etag: true },
  async handle({ database, project }) {
    const row = await currentDefinition(database, project);
    if (!row) throw notFound("definition of project", project.name);
    return { body: definitionView(row, await tellWho(database, [row.saved_by])), version: row.version };
  },
});

const getDefinitionVersion = projectOperation({
  id: "getDefinitionVersion",
  method: "get",
  path: "/projects/{project}/definition/versions/{version}",
  tag: "Definition",
  summary: "A definition by its number, also an older one",
  description: `What edits were made from that are not saved yet. The last ${VERSIONS_KEPT} are kept; what was deployed is kept for good, by its revision.`,
  permission: "read",
  params: ProjectParams.extend({ version: versionNumber }),
  success: { status: 200, description: "the definition as it was saved", body: DefinitionView, etag: true },
  async handle({ database, project, params: { version } }) {
    const row = await definitionByVersion(database, project, version);
    if (!row) throw notFound("version of the definition", String(version));
    return { body: definitionView(row, await tellWho(database, [row.saved_by])), version };
  },
});

const putDefinition = projectOperation({
  id: "putDefinition",
  method: "put",
  path: "/projects/{project}/definition",
  tag: "Definition",
  summary: "Save a definition; deploys nothing",
  description:
    'What is wrong with it is refused, but variables may still lack a value. For the first one send `If-Match: "0"` or `*`. A save that is based on an older one is refused, and told what has changed since. Removing a container or a volume needs the permission `delete`.',
  permission: "write",
  params: ProjectParams,
  body: definitionInput,
  success: { status: 200, description: "saved", body: SavedDefinitionView, etag: true },
  ifMatch: "required",
  problems: ["conflict"],
  async prepare({ database, platform, project, body, request, signal }) {
    refuseWhileDeleting(project);
    // What is stale already need not be checked, and is told without holding anybody up.
    await requireCurrent(request.ifMatch, project.definitionVersion, () =>
      changedSince(database, project, seenVersion(request.ifMatch)),
    );
    const [variables, claimed] = await Promise.all([
      readVariables(database, project.id),
      zonesOfProject(database, project),
    ]);
    return check({ ...body, variables }, { project, platform, claimed, signal });
  },
  async handle({ database, project, body, caller, request }, { names, diagnostics, missing }) {
    refuseWhileDeleting(project);
    await requireCurrent(request.ifMatch, project.definitionVersion, () =>
      changedSince(database, project, seenVersion(request.ifMatch)),
    );
    const before = await currentDefinition(database, project);
    if (names) requireRightToRemove(project, before?.names, names);
    else if (before) requireRightToRemoveAnything(project, missing);
    const saved = { ...body, names: names ?? before?.names ?? { containers: [], volumes: [] } };
    const version = await saveDefinition(database, project, saved, callerName(caller));
    return { body: { version, diagnostics: viewDiagnostics(diagnostics), missing: [...missing] }, version };
  },
});

const checkDefinition = projectOperation({
  id: "checkDefinition",
  method: "post",
  path: "/projects/{project}/definition/check",
  tag: "Definition",
  summary: "Say everything about a definition that is not saved",
  description:
    "With the variables of the project, or others that are not saved. Made for editors, which ask again as one types: it draws, keeps and asks nothing of any zone.",
  permission: "write",
  params: ProjectParams,
  body: definitionInput
    .extend({
      variables: StagedVariables.optional(),
      zone: zoneName.optional().describe("Zone to evaluate it for. Default: the first one claimed, else an example."),
    })
    .meta({ id: "DefinitionToCheck" }),
  effect: false,
  success: { status: 200, description: "what there is to say", body: CheckedDefinitionView },
  async handle({ database, platform, project, body, signal }) {
    const { variables: staged, zone, ...definition } = body;
    const [stored, claimed, before] = await Promise.all([
      readVariables(database, project.id),
      zonesOfProject(database, project),
      currentDefinition(database, project),
    ]);
    if (zone !== undefined) requireClaims(claimed, [zone], ["zone"]);
    const variables = await stage(staged, { definition, stored, project, platform, signal });
    const found = await examineDefinition(
      { ...definition, variables },
      { project, platform, claimed, signal, ...(zone !== undefined && { zone }) },
    );
    const { valid, diagnostics, names, missing, evaluation } = found;
    const removes = names ? removedNames(before?.names, names) : { containers: [], volumes: [] };
    return {
      body: {
        valid,
        diagnostics: viewDiagnostics(diagnostics),
        missing: [...missing],
        tree: evaluation ? viewTree(evaluation.tree, missing) : null,
        spec: viewSpec(evaluation?.spec),
        removes: { containers: [...removes.containers], volumes: [...removes.volumes] },
      },
    };
  },
});

const planProject = projectOperation({
  id: "planProject",
  method: "post",
  path: "/projects/{project}/plan",
  tag: "Definition",
  summary: "What deploying would change in each zone",
  description:
    "Of the current definition and variables, or of others that are not saved, which needs the permission `write`. Writes nothing, anywhere. A zone that is away, or in which the definition has errors, tells so in its `errors`.",
  permission: "read",
  params: ProjectParams,
  body: z
    .strictObject({
      definition: definitionInput.optional().describe("Default: the current one"),
      variables: StagedVariables.optional(),
      zones: z
        .array(zoneName)
        .min(1)
        .max(100)
        .optional()
        .describe("Default: those of the definition, else all claimed."),
    })
    .prefault({}),
  effect: false,
  success: { status: 200, description: "the plan of each zone", body: PlanView },
  problems: ["conflict"],
  async handle({ database, platform, project, body, signal }) {
    if (body.definition || body.variables) requirePermission(project, "write", "planning what is not saved");
    const [current, stored, claimed] = await Promise.all([
      body.definition ? undefined : readHeld(database, project),
      readVariables(database, project.id),
      zonesOfProject(database, project),
    ]);
    const definition = body.definition ?? current?.held;
    if (!definition) throw conflict(`project "${project.name}" has no definition yet; save one first`);
    if (claimed.length === 0) throw conflict(`project "${project.name}" has no zone to run in; claim one first`);
    const variables = await stage(body.variables, { definition, stored, project, platform, signal });
    const held = { format: definition.format, text: definition.text, variables };
    const previews = await planHeld(held, { project, platform, claimed, wanted: body.zones, signal });
    return { body: { zones: previews.map(viewZonePlan) } };
  },
});

interface StageContext {
  readonly definition: Pick<HeldDefinition, "format" | "text">;
  readonly stored: readonly HeldVariable[];
  readonly project: ProjectAccess;
  readonly platform: Platform;
  readonly signal: AbortSignal;
}

/** The project's variables with those that are not saved. Throws as `holdStaged`. */
async function stage(staged: StagedVariables | undefined, context: StageContext): Promise<readonly HeldVariable[]> {
  const { definition, stored, project, platform, signal } = context;
  if (!staged) return stored;
  const declared = await declaredIn(project.id, definition, staged.set, signal);
  return withStaged(stored, holdStaged(staged, { platform, project, stored, declared }));
}

function requireRightToRemoveAnything(project: ProjectAccess, missing: readonly string[]): void {
  const why = `what this removes cannot be told before ${missing.join(", ")} has a value or an example, so that saving it`;
  requirePermission(project, "delete", why);
}

function requireCurrent(wanted: IfMatch, version: number, changed: () => Promise<unknown>): Promise<void> {
  return requireVersion(wanted, version, "the definition", changed);
}

/** The version that a write was made from, as far as its ETag is one of ours. */
function seenVersion(wanted: IfMatch): number | undefined {
  const [first = ""] = wanted === undefined || wanted === "*" ? [] : wanted;
  const version = /^"([1-9][0-9]{0,8})"$/.exec(first)?.[1];
  return version === undefined ? undefined : Number(version);
}

export const DEFINITION = [getDefinition, getDefinitionVersion, putDefinition, checkDefinition, planProject];
