import { randomUUID } from "node:crypto";
import { drawKey } from "../../../api/identity/key-text.ts";
import type { Permission } from "../../../api/identity/permissions.ts";
import { TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";

/** A further key of a person, made past the API. */
export async function keyFor(
  { platform, url }: TestPlatform,
  person: TestClient,
  options: { readonly permissions?: readonly Permission[]; readonly projects?: readonly string[] },
): Promise<TestClient> {
  const { text, start, hash } = drawKey("person");
  const { permissions, projects } = options;
  const scope =
    projects &&
    (await platform.database
      .selectFrom("projects")
      .select("id")
      .where("name", "in", [...projects])
      .execute());
  await platform.database
    .insertInto("api_keys")
    .values({
      id: randomUUID(),
      name: "further",
      start,
      hash,
      person_id: person.personId,
      created_by: person.personId,
      permissions: permissions ? [...permissions] : null,
      scope: scope ? scope.map(({ id }) => id) : null,
    })
    .execute();
  return new TestClient(url, text, { id: person.personId, email: person.email });
}
