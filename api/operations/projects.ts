import { z } from "zod";
import { VARIABLE_NAME } from "../../templates/definition.ts";
import { LIMIT } from "../../templates/limits.ts";
import { newDataKey } from "../definitions/project-key.ts";
import { requireVersion } from "../http/etag.ts";
import { operation, projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { mistake, Problem } from "../http/problem.ts";
import { versionOf } from "../http/version-of.ts";
import { callerName, isOperator, personOf } from "../identity/caller.ts";
import { lastChange } from "../members/last-change.ts";
import { newId } from "../new-id.ts";
import {
  createProject as create,
  refuseReservedName,
  requireMayCreate,
  tierFor,
  zonesFor,
} from "../projects/create-project.ts";
import { deleteProject as remove } from "../projects/delete-project.ts";
import { newDefinition } from "../projects/new-definition.ts";
import { projectsOf, withZones } from "../projects/projects-of.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { definitionInput } from "../views/definition.ts";
import {
  ListedProjectView,
  ProjectDeletionView,
  ProjectView,
  viewListedProject,
  viewProject,
} from "../views/project.ts";
import { tierName } from "../views/tier.ts";
import { updateView } from "../views/update.ts";
import { claimOfTier } from "../zones/connections.ts";
import { anyText, line, ProjectParams, projectName, text, zoneName } from "./names.ts";

const description = text(1000);

const templateChoice = z
  .strictObject({
    name: line(100).describe("Name of a template of the gallery."),
    variables: z
      .record(z.string().regex(VARIABLE_NAME), anyText(LIMIT.value))
      .refine((values) => Object.keys(values).length <= LIMIT.variables, `at most ${LIMIT.variables} values`)
      .default({})
      .describe("Values for its blanks, as text. Secret ones are kept as secrets of the project."),
  })
  .meta({ id: "TemplateChoice" });

const listProjects = operation({
  id: "listProjects",
  method: "get",
  path: "/projects",
  tag: "Projects",
  summary: "List the projects you may read, by name",
  access: "caller",
  query: PageQuery.extend({
    search: z
      .string()
      .max(63)
      .regex(/^[A-Za-z0-9_-]*$/, "letters, digits, - and _")
      .optional()
      .describe("Only projects with this in their name."),
    tag: line(100).optional().describe("Only projects with a container that has this tag."),
  }),
  success: { status: 200, description: "a page of projects", body: pageOf(ListedProjectView, "ProjectPage") },
  async handle({ database, caller, query: { limit, after, search, tag } }) {
    const [last] = readCursor(after, 1) ?? [];
    const rows = await projectsOf(database, caller, {
      limit,
      search: search?.toLowerCase(),
      tag,
      ...(last !== undefined && { after: String(last) }),
    });
    return { body: toPage(rows, limit, viewListedProject, ({ name }) => [name]) };
  },
});

const createProject = operation({
  id: "createProject",
  method: "post",
  path: "/projects",
  tag: "Projects",
  summary: "Create a project; you are its admin",
  description:
    "Begins with a template of the gallery, a definition, or nothing yet. Nothing is deployed. Its name is its namespace in every zone and cannot be changed later.",
  access: "person",
  body: z.strictObject({
    name: projectName,
    description: description.default(""),
    template: templateChoice.optional(),
    definition: definitionInput.optional(),
    zones: z.array(zoneName).max(100).optional().describe("Zones to run in. Default: the first one by name"),
    tier: tierName.optional().describe("Default: starter. Others are for operators to give."),
  }),
  success: { status: 201, description: "created", body: ProjectView, etag: true },
  problems: ["conflict"],
  async prepare({ database, platform, caller, body, signal }) {
    requireMayCreate(caller);
    refuseReservedName(body.name);
    const tier = await tierFor(database, caller, body.tier);
    const zones = await zonesFor(database, body.zones);
    const id = newId();
    const project = { id, name: body.name, dataKey: newDataKey(platform.secretKey, id) };
    const claimed = zones.map((row) => ({ row, claim: claimOfTier(tier) }));
    const beginning = await newDefinition(body, { project, claimed, platform, caller, signal });
    return { ...project, ...beginning, tier, zones };
  },
  async handle({ database, caller, body, note }, prepared) {
    const person = personOf(caller);
    if (!person) throw new Problem("not-permitted", "a project's own key cannot do this");
    const project = await create(database, {
      ...prepared,
      description: body.description,
      creator: { id: person.id, callerName: callerName(caller) },
    });
    note({ project: project.name, projectId: prepared.id });
    const permissions = caller.kind === "key" && caller.permissions ? caller.permissions : project.permissions;
    const view = viewProject({ ...project, permissions });
    return { body: view, version: versionOf(view), location: `/api/v1/projects/${project.name}` };
  },
});

const getProject = projectOperation({
  id: "getProject",
  method: "get",
  path: "/projects/{project}",
  tag: "Projects",
  summary: "A project",
  permission: "read",
  params: ProjectParams,
  success: { status: 200, description: "the project", body: ProjectView, etag: true },
  async handle({ database, project }) {
    const view = viewProject(await withZones(database, project));
    return { body: view, version: versionOf(view) };
  },
});

const updateProject = projectOperation({
  id: "updateProject",
  method: "patch",
  path: "/projects/{project}",
  tag: "Projects",
  summary: "Change the description of a project, or as an operator its tier",
  description: "Another tier holds from the next deployment on.",
  permission: "write",
  params: ProjectParams,
  body: z.strictObject({ description: description.optional(), tier: tierName.optional() }),
  success: { status: 200, description: "the project", body: ProjectView, etag: true },
  ifMatch: "optional",
  problems: ["conflict"],
  async handle({ database, project, caller, body, request }) {
    refuseWhileDeleting(project);
    const before = await withZones(database, project);
    const seen = viewProject(before);
    await requireVersion(request.ifMatch, versionOf(seen), `project "${project.name}"`, async () => ({
      current: seen,
      ...(await lastChange(database, project.id, {})),
    }));
    if (body.tier !== undefined && body.tier !== project.tier) {
      if (!isOperator(caller)) throw new Problem("not-permitted", "only operators of the platform change tiers");
      await tierFor(database, caller, body.tier);
    }
    const { description = project.description, tier = project.tier } = body;
    const changed = description !== project.description || tier !== project.tier;
    const updatedAt = changed ? new Date() : project.updatedAt;
    if (changed) {
      await database
        .updateTable("projects")
        .set({ description, tier, version: project.version + 1, updated_at: updatedAt })
        .where("id", "=", project.id)
        .execute();
    }
    const view = viewProject({ ...before, description, tier, updatedAt });
    return { body: view, version: versionOf(view) };
  },
});

const deleteProject = projectOperation({
  id: "deleteProject",
  method: "delete",
  path: "/projects/{project}",
  tag: "Projects",
  summary: "Delete a project with everything it has in its zones, its data too",
  description:
    "Its zones are emptied by updates first; with the last of them the project is gone. Asking again tries again where that has failed.",
  permission: "delete",
  params: ProjectParams,
  query: z.strictObject({ confirm: z.string().max(63).describe("The name of the project, so that it is meant.") }),
  success: { status: 202, description: "it is being deleted, or is gone", body: ProjectDeletionView },
  async handle({ database, project, caller, query }) {
    if (query.confirm !== project.name) {
      throw mistake(
        ["confirm"],
        "not-confirmed",
        "this is not the name of the project",
        `give confirm=${project.name}`,
      );
    }
    const { state, updates } = await remove(database, project, callerName(caller));
    return { body: { state, updates: updates.map(updateView) } };
  },
});

export const PROJECTS = [listProjects, createProject, getProject, updateProject, deleteProject];
