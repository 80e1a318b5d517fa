import { randomUUID } from "node:crypto";
import { newDataKey } from "../../../api/definitions/project-key.ts";
import { ALL_PERMISSIONS, type Permission } from "../../../api/identity/permissions.ts";
import type { TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";

/** A project without a definition, and with one member: for tests of what lies around it. */
export async function bareProject(
  { platform }: TestPlatform,
  member: TestClient,
  options: {
    readonly name?: string;
    readonly description?: string;
    readonly permissions?: readonly Permission[];
  } = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const { database, secretKey } = platform;
  const id = randomUUID();
  const roleId = randomUUID();
  const name = options.name ?? `project-${id.slice(0, 8)}`;
  await database
    .insertInto("projects")
    .values({
      id,
      name,
      description: options.description ?? "",
      tier: "starter",
      state: "active",
      data_key: newDataKey(secretKey, id),
      created_by: member.personId,
    })
    .execute();
  const permissions = [...(options.permissions ?? ALL_PERMISSIONS)];
  await database
    .insertInto("roles")
    .values({ id: roleId, project_id: id, name: "member", description: "", permissions, built_in: false })
    .execute();
  await database
    .insertInto("members")
    .values({ project_id: id, person_id: member.personId, role_id: roleId })
    .execute();
  return { id, name };
}
