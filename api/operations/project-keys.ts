import { z } from "zod";
import { type Operation, projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readIdCursor, toPage } from "../http/page.ts";
import { addKey, MOST_KEYS } from "../identity/keys/add-key.ts";
import { endWithMaker, KeyLifetime, readLifetime } from "../identity/keys/lifetime.ts";
import { findProjectsKey, selectProjectsKeys } from "../identity/keys/projects-keys.ts";
import { revokeKey } from "../identity/keys/revoke-key.ts";
import { refuseBeyond } from "../members/refuse-beyond.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { NewProjectKeyView, ProjectKeyView, viewProjectKey } from "../views/key.ts";
import { PermissionSet } from "../views/permissions.ts";
import { id, line, ProjectParams } from "./names.ts";

const ProjectKeyParams = ProjectParams.extend({ key: id });

const listProjectKeys = projectOperation({
  id: "listProjectKeys",
  method: "get",
  path: "/projects/{project}/keys",
  tag: "Members",
  summary: "List the project's own keys, newest first, with those that were revoked",
  permission: "keys",
  params: ProjectParams,
  query: PageQuery,
  success: { status: 200, description: "a page of keys", body: pageOf(ProjectKeyView, "ProjectKeyPage") },
  async handle({ database, project, query }) {
    const before = readIdCursor(query.after);
    let keys = selectProjectsKeys(database, project.id);
    if (before !== undefined) keys = keys.where("api_keys.id", "<", before);
    const rows = await keys
      .orderBy("api_keys.id", "desc")
      .limit(query.limit + 1)
      .execute();
    return { body: toPage(rows, query.limit, viewProjectKey, ({ id }) => [id]) };
  },
});

const createProjectKey = projectOperation({
  id: "createProjectKey",
  method: "post",
  path: "/projects/{project}/keys",
  tag: "Members",
  summary: "Make a key of the project's own",
  description: `It belongs to no person, reaches this project alone and stays when its maker leaves. The key is in the answer, this once. It cannot hold what the caller may not do. A project has at most ${MOST_KEYS} keys that work. What a key makes ends when that key expires or is revoked.`,
  permission: "keys",
  params: ProjectParams,
  body: z.strictObject({ name: line(60), permissions: PermissionSet, ...KeyLifetime }),
  success: { status: 201, description: "the key, shown once", body: NewProjectKeyView },
  problems: ["conflict"],
  async handle({ database, caller, project, body, note }) {
    refuseWhileDeleting(project);
    refuseBeyond(body.permissions, project.permissions, "this key");
    const { id, text } = await addKey(database, {
      owner: { projectId: project.id },
      name: body.name,
      permissions: body.permissions,
      scope: null,
      expiresAt: await endWithMaker(database, caller, readLifetime(body)),
      caller,
    });
    note({ key: id, permissions: body.permissions.join(" ") });
    const row = await findProjectsKey(database, project.id, id);
    return {
      body: { ...viewProjectKey(row), key: text },
      location: `/api/v1/projects/${project.name}/keys/${id}`,
    };
  },
});

const getProjectKey = projectOperation({
  id: "getProjectKey",
  method: "get",
  path: "/projects/{project}/keys/{key}",
  tag: "Members",
  summary: "Get one of the project's own keys",
  permission: "keys",
  params: ProjectKeyParams,
  success: { status: 200, description: "the key, without its text", body: ProjectKeyView },
  async handle({ database, project, params }) {
    return { body: viewProjectKey(await findProjectsKey(database, project.id, params.key)) };
  },
});

const revokeProjectKey = projectOperation({
  id: "revokeProjectKey",
  method: "delete",
  path: "/projects/{project}/keys/{key}",
  tag: "Members",
  summary: "Revoke a key of the project's own, and what was made with it",
  description:
    "It stops to work within one second, everywhere. Whoever may manage keys can revoke each of them, also one that may do more.",
  permission: "keys",
  params: ProjectKeyParams,
  success: { status: 204, description: "revoked" },
  async handle({ database, platform, project, params, note, afterwards }) {
    const { id } = await findProjectsKey(database, project.id, params.key);
    const ended = await revokeKey(database, id);
    note({ ended: String(ended.length) });
    afterwards(() => {
      for (const keyId of ended) platform.callers.forget(keyId);
    });
    return {};
  },
});

export const PROJECT_KEYS: readonly Operation[] = [listProjectKeys, createProjectKey, getProjectKey, revokeProjectKey];
