import { randomUUID } from "node:crypto";
import { drawKey } from "../../../api/identity/key-text.ts";
import type { Permission } from "../../../api/identity/permissions.ts";
import { TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";

export function newName(stem = "shop"): string {
  return `${stem}-${randomUUID().slice(0, 8)}`;
}

/** A definition in JSON: a container, unless something else is said. */
export function definitionOf(name: string, more: Readonly<Record<string, unknown>> = {}) {
  const spec = { project: { name }, containers: [{ name: "web", image: "nginx:1.29" }], ...more };
  return { format: "json" as const, text: JSON.stringify(spec, null, 2) };
}

/** Past the API: that inviting and accepting works is shown elsewhere. */
export async function join({ platform }: TestPlatform, project: string, person: TestClient, role: string) {
  const row = await platform.database
    .selectFrom("roles")
    .innerJoin("projects", "projects.id", "roles.project_id")
    .select(["roles.id", "roles.project_id"])
    .where("projects.name", "=", project)
    .where("roles.name", "=", role)
    .executeTakeFirstOrThrow();
  await platform.database
    .insertInto("members")
    .values({ project_id: row.project_id, person_id: person.personId, role_id: row.id })
    .execute();
}

/** A role with exactly these permissions, and a new member who has it. */
export async function joinWith(
  platform: TestPlatform,
  project: string,
  person: TestClient,
  permissions: readonly Permission[],
) {
  const name = `role-${randomUUID().slice(0, 8)}`;
  const { id } = await platform.platform.database
    .selectFrom("projects")
    .select("id")
    .where("name", "=", project)
    .executeTakeFirstOrThrow();
  await platform.platform.database
    .insertInto("roles")
    .values({ id: randomUUID(), project_id: id, name, description: "", permissions: [...permissions], built_in: false })
    .execute();
  await join(platform, project, person, name);
}

/** Another key of a person, cut down. */
export async function keyOf(
  { platform, url }: TestPlatform,
  person: TestClient,
  limits: { readonly permissions?: readonly Permission[]; readonly projects?: readonly string[] },
): Promise<TestClient> {
  const { permissions, projects } = limits;
  const rows = projects?.length
    ? await platform.database
        .selectFrom("projects")
        .select("id")
        .where("name", "in", [...projects])
        .execute()
    : [];
  const key = drawKey("person");
  await platform.database
    .insertInto("api_keys")
    .values({
      id: randomUUID(),
      name: "limited",
      start: key.start,
      hash: key.hash,
      person_id: person.personId,
      created_by: person.personId,
      ...(permissions && { permissions: [...permissions] }),
      ...(projects && { scope: rows.map(({ id }) => id) }),
    })
    .execute();
  return new TestClient(url, key.text, { id: person.personId, email: person.email });
}
