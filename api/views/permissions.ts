import { z } from "zod";
import { ALL_PERMISSIONS, type Permission } from "../identity/permissions.ts";

export const PermissionName = z
  .enum(ALL_PERMISSIONS as readonly [Permission, ...Permission[]])
  .describe("A single unit of rights; `GET /permissions` tells what each lets do.")
  .meta({ id: "Permission" });

/** A set of permissions, as a request gives it. */
export const PermissionSet = z
  .array(PermissionName)
  .min(1)
  .max(ALL_PERMISSIONS.length)
  .refine((set) => new Set(set).size === set.length, "each permission once")
  .meta({ uniqueItems: true });

/** In the order they are told in, without what was a permission once. */
export function viewPermissions(held: Iterable<Permission>): Permission[] {
  const set = new Set(held);
  return ALL_PERMISSIONS.filter((permission) => set.has(permission));
}
