import { z } from "zod";
import { type Operation, projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { type Caller, personOf } from "../identity/caller.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import { isWhole } from "../identity/whole-caller.ts";
import { endMembership, findMember, refuseLastAdmin, selectMembers } from "../members/members.ts";
import { refuseBeyond } from "../members/refuse-beyond.ts";
import { roleNamed } from "../members/roles.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { MemberView, viewMember } from "../views/member.ts";
import { id, line, ProjectParams } from "./names.ts";

const MemberParams = ProjectParams.extend({ person: id });

const listMembers = projectOperation({
  id: "listMembers",
  method: "get",
  path: "/projects/{project}/members",
  tag: "Members",
  summary: "List who works on a project, by name",
  permission: "read",
  params: ProjectParams,
  query: PageQuery,
  success: { status: 200, description: "a page of members", body: pageOf(MemberView, "MemberPage") },
  async handle({ database, caller, project, query }) {
    const [name, personId] = readCursor(query.after, 2) ?? [];
    let members = selectMembers(database, project.id);
    if (name !== undefined && personId !== undefined) {
      members = members.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("people.name", "people.id"), ">", tuple(String(name), String(personId))),
      );
    }
    const rows = await members
      .orderBy("people.name")
      .orderBy("people.id")
      .limit(query.limit + 1)
      .execute();
    return {
      body: toPage(
        rows,
        query.limit,
        (row) => viewMember(row, seesEmail(caller, project, row.person_id)),
        (row) => [row.name, row.person_id],
      ),
    };
  },
});

const getMember = projectOperation({
  id: "getMember",
  method: "get",
  path: "/projects/{project}/members/{person}",
  tag: "Members",
  summary: "Get one member",
  permission: "read",
  params: MemberParams,
  success: { status: 200, description: "the member", body: MemberView },
  async handle({ database, caller, project, params }) {
    const member = await findMember(database, project.id, params.person);
    return { body: viewMember(member, seesEmail(caller, project, member.person_id)) };
  },
});

const setMemberRole = projectOperation({
  id: "setMemberRole",
  method: "patch",
  path: "/projects/{project}/members/{person}",
  tag: "Members",
  summary: "Give a member another role",
  description:
    "Neither the new role nor the present one may go beyond what the caller may do. The last admin stays admin.",
  permission: "invite",
  params: MemberParams,
  body: z.strictObject({ role: line(40).describe("Name of a role of the project.") }),
  success: { status: 200, description: "the member with the new role", body: MemberView },
  problems: ["conflict"],
  async handle({ database, caller, project, params, body, note }) {
    refuseWhileDeleting(project);
    const member = await findMember(database, project.id, params.person);
    const role = await roleNamed(database, project.id, body.role);
    refuseBeyond(member.permissions, project.permissions, `changing a member with the role "${member.role}"`);
    refuseBeyond(role.permissions, project.permissions, `giving the role "${role.name}"`);
    if (!role.built_in) await refuseLastAdmin(database, project.id, member);
    await database
      .updateTable("members")
      .set({ role_id: role.id })
      .where("project_id", "=", project.id)
      .where("person_id", "=", member.person_id)
      .execute();
    note({ before: member.role, role: role.name });
    const changed = { ...member, role_id: role.id, role: role.name, permissions: role.permissions };
    return { body: viewMember(changed, seesEmail(caller, project, member.person_id)) };
  },
});

const removeMember = projectOperation({
  id: "removeMember",
  method: "delete",
  path: "/projects/{project}/members/{person}",
  tag: "Members",
  summary: "Remove a member, or leave",
  description:
    "Removing others needs the permission `invite`, and that they may do nothing the caller may not. Leaving needs neither, but no key that is limited. The last admin cannot go. Invitations of the project to the person end too, keys of the project that the person made stay.",
  permission: "read",
  params: MemberParams,
  success: { status: 204, description: "no longer a member" },
  problems: ["conflict"],
  async handle({ database, caller, project, params, note }) {
    const leaves = isWhole(caller) && personOf(caller)?.id === params.person;
    if (!leaves) requirePermission(project, "invite", "removing a member");
    const member = await findMember(database, project.id, params.person);
    if (!leaves) {
      refuseBeyond(member.permissions, project.permissions, `removing a member with the role "${member.role}"`);
    }
    await refuseLastAdmin(database, project.id, member);
    await endMembership(database, project.id, member);
    note({ role: member.role });
    return {};
  },
});

export const MEMBERS: readonly Operation[] = [listMembers, getMember, setMemberRole, removeMember];

/** Somebody who was asked for help and may only read learns no addresses. */
function seesEmail(caller: Caller, project: ProjectAccess, personId: string): boolean {
  return project.permissions.has("invite") || personOf(caller)?.id === personId;
}
