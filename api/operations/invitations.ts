import { z } from "zod";
import { type Operation, operation, projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readIdCursor, toPage } from "../http/page.ts";
import { conflict } from "../http/problem.ts";
import { readEmail } from "../identity/account-input.ts";
import { asProblem } from "../identity/account-problem.ts";
import { personIn } from "../identity/caller.ts";
import { requireWhole } from "../identity/whole-caller.ts";
import { acceptInvitation as accept } from "../members/accept-invitation.ts";
import { findInvitation, requireUsable } from "../members/held-invitation.ts";
import { INVITATION_DAYS, InvitationToken } from "../members/invitation-token.ts";
import {
  addInvitation,
  findInvitationOf,
  MOST_PENDING,
  refuseInvitation,
  revokeInvitation as revoke,
  selectInvitations,
} from "../members/invitations.ts";
import { refuseBeyond } from "../members/refuse-beyond.ts";
import { roleNamed } from "../members/roles.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import {
  AcceptedInvitation,
  InvitationView,
  LookedAtInvitation,
  NewInvitationView,
  viewInvitation,
  viewLookedAt,
} from "../views/invitation.ts";
import { viewPermissions } from "../views/permissions.ts";
import { email, id, line, ProjectParams } from "./names.ts";

const InvitationParams = ProjectParams.extend({ invitation: id });

const listInvitations = projectOperation({
  id: "listInvitations",
  method: "get",
  path: "/projects/{project}/invitations",
  tag: "Members",
  summary: "List invitations, newest first",
  permission: "invite",
  params: ProjectParams,
  query: PageQuery,
  success: { status: 200, description: "a page of invitations", body: pageOf(InvitationView, "InvitationPage") },
  async handle({ database, project, query }) {
    const before = readIdCursor(query.after);
    let invitations = selectInvitations(database, project.id);
    if (before !== undefined) invitations = invitations.where("invitations.id", "<", before);
    const rows = await invitations
      .orderBy("invitations.id", "desc")
      .limit(query.limit + 1)
      .execute();
    return { body: toPage(rows, query.limit, viewInvitation, ({ id }) => [id]) };
  },
});

const invite = projectOperation({
  id: "invite",
  method: "post",
  path: "/projects/{project}/invitations",
  tag: "Members",
  summary: "Invite a person",
  description: `Answers with a link, this once, to hand to the person: nothing is sent. Only an account with this e-mail address can accept it, within ${INVITATION_DAYS} days, and only while the inviter may do all that the role may do. A project has at most ${MOST_PENDING} pending ones.`,
  permission: "invite",
  params: ProjectParams,
  body: z.strictObject({ email, role: line(40).describe("Name of a role of the project.") }),
  success: { status: 201, description: "invited", body: NewInvitationView },
  problems: ["conflict"],
  async handle({ database, caller, project, body, request, note }) {
    refuseWhileDeleting(project);
    const address = await asProblem(() => readEmail(body.email));
    const role = await roleNamed(database, project.id, body.role);
    refuseBeyond(role.permissions, project.permissions, `inviting with the role "${role.name}"`);
    await refuseInvitation(database, project.id, address);
    const added = await addInvitation(database, { projectId: project.id, email: address, roleId: role.id, caller });
    note({ invitation: added.id, role: role.name });
    const invitation = viewInvitation(await findInvitationOf(database, project.id, added.id));
    return {
      body: { ...invitation, token: added.token, link: `${request.origin}/invitations/${added.token}` },
      location: `/api/v1/projects/${project.name}/invitations/${added.id}`,
    };
  },
});

const getInvitation = projectOperation({
  id: "getInvitation",
  method: "get",
  path: "/projects/{project}/invitations/{invitation}",
  tag: "Members",
  summary: "Get one invitation",
  permission: "invite",
  params: InvitationParams,
  success: { status: 200, description: "the invitation", body: InvitationView },
  async handle({ database, project, params }) {
    return { body: viewInvitation(await findInvitationOf(database, project.id, params.invitation)) };
  },
});

const revokeInvitation = projectOperation({
  id: "revokeInvitation",
  method: "delete",
  path: "/projects/{project}/invitations/{invitation}",
  tag: "Members",
  summary: "Revoke an invitation that is pending",
  permission: "invite",
  params: InvitationParams,
  success: { status: 204, description: "nobody can accept it any more" },
  problems: ["conflict"],
  async handle({ database, project, params }) {
    const { state } = await findInvitationOf(database, project.id, params.invitation);
    const revoked = state === "revoked" || (await revoke(database, project.id, params.invitation));
    if (!revoked) throw conflict("the invitation has been accepted; remove the member instead");
    return {};
  },
});

const lookAtInvitation = operation({
  id: "lookAtInvitation",
  method: "post",
  path: "/invitations/look",
  tag: "Members",
  summary: "See what an invitation is for, before accepting it",
  access: "person",
  effect: false,
  body: z.strictObject({ token: InvitationToken }),
  success: { status: 200, description: "what it is for", body: LookedAtInvitation },
  problems: ["not-found", "gone"],
  async handle({ database, caller, body }) {
    const invitation = await findInvitation(database, body.token);
    requireUsable(invitation);
    return { body: viewLookedAt(invitation, personIn(caller).email) };
  },
});

const acceptInvitation = operation({
  id: "acceptInvitation",
  method: "post",
  path: "/invitations/accept",
  tag: "Members",
  summary: "Accept an invitation, once",
  description:
    "Only the person whose e-mail address it is for can do so, in a browser or with a key that is not limited.",
  access: "person",
  body: z.strictObject({ token: InvitationToken }),
  success: { status: 201, description: "you are a member", body: AcceptedInvitation },
  problems: ["not-found", "gone", "conflict"],
  async handle({ database, caller, body, note }) {
    requireWhole(caller, "accepting an invitation");
    const person = personIn(caller);
    const invitation = await accept(database, body.token, person);
    const { project, project_id, role, permissions } = invitation;
    note({ projectId: project_id, project, invitation: invitation.id, person: person.id, role });
    return {
      body: { project, role, permissions: viewPermissions(permissions) },
      location: `/api/v1/projects/${project}/members/${person.id}`,
    };
  },
});

export const INVITATIONS: readonly Operation[] = [
  listInvitations,
  invite,
  getInvitation,
  revokeInvitation,
  lookAtInvitation,
  acceptInvitation,
];
