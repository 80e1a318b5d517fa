import { z } from "zod";
import type { RoleRow } from "../members/roles.ts";
import { PermissionName, viewPermissions } from "./permissions.ts";

export const RoleView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    permissions: z.array(PermissionName),
    builtIn: z.boolean().describe("Whether it is the admin role, which cannot be changed or removed."),
    version: z.int(),
    createdAt: z.string(),
  })
  .meta({ id: "Role" });

export function viewRole(row: RoleRow): z.output<typeof RoleView> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    permissions: viewPermissions(row.permissions),
    builtIn: row.built_in,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}
