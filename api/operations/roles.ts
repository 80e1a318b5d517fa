import { z } from "zod";
import { requireVersion } from "../http/etag.ts";
import { type Operation, projectOperation, publicOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readIdCursor, toPage } from "../http/page.ts";
import { conflict } from "../http/problem.ts";
import { ALL_PERMISSIONS, PERMISSIONS } from "../identity/permissions.ts";
import { lastChange } from "../members/last-change.ts";
import { refuseBeyond } from "../members/refuse-beyond.ts";
import {
  findRole,
  MOST_ROLES,
  type RoleRow,
  refuseTakenName,
  refuseTooManyRoles,
  refuseUsed,
} from "../members/roles.ts";
import { newId } from "../new-id.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { PermissionName, PermissionSet } from "../views/permissions.ts";
import { RoleView, viewRole } from "../views/role.ts";
import { id, line, ProjectParams, text } from "./names.ts";

const RoleParams = ProjectParams.extend({ role: id });
const roleName = line(40)
  .regex(/^\S(.*\S)?$/, "not beginning or ending with a space")
  .describe("Unique in the project.");

const listPermissions = publicOperation({
  id: "listPermissions",
  method: "get",
  path: "/permissions",
  tag: "Members",
  summary: "List the permissions that roles and keys are made of, and what each lets do",
  success: {
    status: 200,
    description: "all permissions",
    body: z
      .strictObject({ items: z.array(z.strictObject({ name: PermissionName, meaning: z.string() })) })
      .meta({ id: "PermissionList" }),
  },
  async handle() {
    return { body: { items: ALL_PERMISSIONS.map((name) => ({ name, meaning: PERMISSIONS[name] })) } };
  },
});

const listRoles = projectOperation({
  id: "listRoles",
  method: "get",
  path: "/projects/{project}/roles",
  tag: "Members",
  summary: "List the roles of a project, oldest first",
  permission: "read",
  params: ProjectParams,
  query: PageQuery,
  success: { status: 200, description: "a page of roles", body: pageOf(RoleView, "RolePage") },
  async handle({ database, project, query }) {
    const after = readIdCursor(query.after);
    let roles = database.selectFrom("roles").selectAll().where("project_id", "=", project.id);
    if (after !== undefined) roles = roles.where("id", ">", after);
    const rows = await roles
      .orderBy("id")
      .limit(query.limit + 1)
      .execute();
    return { body: toPage(rows, query.limit, viewRole, ({ id }) => [id]) };
  },
});

const createRole = projectOperation({
  id: "createRole",
  method: "post",
  path: "/projects/{project}/roles",
  tag: "Members",
  summary: "Make a role out of permissions",
  description: `It cannot hold what the caller may not do. A project has at most ${MOST_ROLES} roles.`,
  permission: "roles",
  params: ProjectParams,
  body: z.strictObject({ name: roleName, description: text(500).default(""), permissions: PermissionSet }),
  success: { status: 201, description: "the role", body: RoleView, etag: true },
  problems: ["conflict"],
  async handle({ database, project, body, note }) {
    refuseWhileDeleting(project);
    refuseBeyond(body.permissions, project.permissions, "this role");
    await refuseTooManyRoles(database, project.id);
    await refuseTakenName(database, project.id, body.name);
    const row = await database
      .insertInto("roles")
      .values({ id: newId(), project_id: project.id, built_in: false, ...body })
      .returningAll()
      .executeTakeFirstOrThrow();
    note(told(row));
    return { ...answer(row), location: `/api/v1/projects/${project.name}/roles/${row.id}` };
  },
});

const getRole = projectOperation({
  id: "getRole",
  method: "get",
  path: "/projects/{project}/roles/{role}",
  tag: "Members",
  summary: "Get one role",
  permission: "read",
  params: RoleParams,
  success: { status: 200, description: "the role", body: RoleView, etag: true },
  async handle({ database, project, params }) {
    return answer(await findRole(database, project.id, params.role));
  },
});

const updateRole = projectOperation({
  id: "updateRole",
  method: "patch",
  path: "/projects/{project}/roles/{role}",
  tag: "Members",
  summary: "Change a role, for all who have it",
  description: "Neither what it holds nor what it is to hold may go beyond what the caller may do.",
  permission: "roles",
  params: RoleParams,
  ifMatch: "required",
  body: z.strictObject({
    name: roleName.optional(),
    description: text(500).optional(),
    permissions: PermissionSet.optional(),
  }),
  success: { status: 200, description: "the changed role", body: RoleView, etag: true },
  problems: ["conflict"],
  async handle({ database, project, params, body, request, note }) {
    refuseWhileDeleting(project);
    const role = await findRole(database, project.id, params.role);
    refuseBuiltIn(role);
    await requireVersion(request.ifMatch, role.version, `role ${JSON.stringify(role.name)}`, async () => ({
      role: viewRole(role),
      ...(await lastChange(database, project.id, { role: role.id })),
    }));
    refuseBeyond(role.permissions, project.permissions, `changing the role "${role.name}"`);
    refuseBeyond(body.permissions ?? [], project.permissions, "the changed role");
    if (body.name !== undefined) await refuseTakenName(database, project.id, body.name, role.id);
    const row = await database
      .updateTable("roles")
      .set({
        name: body.name ?? role.name,
        description: body.description ?? role.description,
        permissions: body.permissions ?? role.permissions,
        version: role.version + 1,
      })
      .where("id", "=", role.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    note(told(row));
    return answer(row);
  },
});

const deleteRole = projectOperation({
  id: "deleteRole",
  method: "delete",
  path: "/projects/{project}/roles/{role}",
  tag: "Members",
  summary: "Remove a role that nobody has",
  permission: "roles",
  params: RoleParams,
  success: { status: 204, description: "removed" },
  problems: ["conflict"],
  async handle({ database, project, params, note }) {
    refuseWhileDeleting(project);
    const role = await findRole(database, project.id, params.role);
    refuseBuiltIn(role);
    refuseBeyond(role.permissions, project.permissions, `removing the role "${role.name}"`);
    await refuseUsed(database, role);
    await database.deleteFrom("roles").where("id", "=", role.id).execute();
    note({ name: role.name });
    return {};
  },
});

export const ROLES: readonly Operation[] = [listPermissions, listRoles, createRole, getRole, updateRole, deleteRole];

function answer(row: RoleRow) {
  return { body: viewRole(row), version: row.version };
}

function told({ id, name, permissions }: RoleRow): Record<string, string> {
  return { role: id, name, permissions: permissions.join(" ") };
}

function refuseBuiltIn({ built_in, name }: RoleRow): void {
  if (built_in) throw conflict(`the role "${name}" comes with every project and stays as it is; make one of your own`);
}
