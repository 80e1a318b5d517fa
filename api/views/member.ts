import { z } from "zod";
import type { Member } from "../members/members.ts";
import { PermissionName, viewPermissions } from "./permissions.ts";

export const MemberView = z
  .strictObject({
    person: z.strictObject({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable().describe("Null for who may not invite, but for one's own."),
    }),
    role: z.strictObject({ id: z.string(), name: z.string() }),
    permissions: z.array(PermissionName).describe("Those of the role."),
    joinedAt: z.string(),
  })
  .meta({ id: "Member" });

export function viewMember(row: Member, showEmail: boolean): z.output<typeof MemberView> {
  return {
    person: { id: row.person_id, name: row.name, email: showEmail ? row.email : null },
    role: { id: row.role_id, name: row.role },
    permissions: viewPermissions(row.permissions),
    joinedAt: row.joined_at.toISOString(),
  };
}
