import { z } from "zod";
import type { HeldInvitation } from "../members/held-invitation.ts";
import { maskEmail } from "../members/invitation-token.ts";
import type { InvitationRow } from "../members/invitations.ts";
import { PermissionName, viewPermissions } from "./permissions.ts";
import { type Who, WhoView } from "./who.ts";

export const INVITATION_STATES = ["pending", "accepted", "revoked", "expired"] as const;

const facts = {
  id: z.string(),
  email: z.string().describe("Of the only person who can accept it."),
  role: z.string(),
  state: z.enum(INVITATION_STATES),
  invitedBy: WhoView,
  expiresAt: z.string(),
  createdAt: z.string(),
};

/** As who may invite sees it: never with its token. */
export const InvitationView = z.strictObject(facts).meta({ id: "Invitation" });

export const NewInvitationView = z
  .strictObject({
    ...facts,
    token: z.string().describe("Shown this once."),
    link: z.string().describe("To hand to the person; the token is its end."),
  })
  .meta({ id: "NewInvitation" });

export function viewInvitation(row: InvitationRow): z.output<typeof InvitationView> {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: row.state === "pending" && row.expired ? "expired" : row.state,
    invitedBy: invitedBy(row),
    expiresAt: row.expires_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}

function invitedBy(row: InvitationRow): Who {
  const { invited_by_key, invited_by, inviter, key_name, key_start } = row;
  if (row.key_project_id) return { kind: "project-key", id: invited_by_key, name: key_name, keyStart: key_start };
  return {
    kind: invited_by_key ? "key" : "person",
    id: invited_by_key ?? invited_by,
    name: inviter,
    keyStart: key_start,
  };
}

/** As who holds the link sees it before accepting. */
export const LookedAtInvitation = z
  .strictObject({
    project: z.string(),
    invitedBy: z.string().nullable().describe("Name of the person; null when a key of the project's own was used."),
    role: z.strictObject({ name: z.string(), permissions: z.array(PermissionName) }),
    email: z.string().describe("Whose it is, masked: `a…@example.com`."),
    forYou: z.boolean().describe("Whether that is the e-mail address of your account."),
    expiresAt: z.string(),
  })
  .meta({ id: "LookedAtInvitation" });

export function viewLookedAt(held: HeldInvitation, email: string): z.output<typeof LookedAtInvitation> {
  return {
    project: held.project,
    invitedBy: held.inviter,
    role: { name: held.role, permissions: viewPermissions(held.permissions) },
    email: maskEmail(held.email),
    forYou: held.email === email,
    expiresAt: held.expires_at.toISOString(),
  };
}

export const AcceptedInvitation = z
  .strictObject({
    project: z.string(),
    role: z.string(),
    permissions: z.array(PermissionName),
  })
  .meta({ id: "AcceptedInvitation" });
