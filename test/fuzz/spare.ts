import { randomUUID } from "node:crypto";
import { newPerson, type TestClient } from "../api/support/client.ts";
import type { TestPlatform } from "../api/support/platform.ts";
import { definitionOf, join } from "../api/support/project.ts";
import { ok } from "../api/support/team.ts";
import { addTestZone } from "../api/support/zones.ts";

const COUNT = 20;
const TIER = {
  description: "",
  cpu: "1",
  memory: "1Gi",
  storage: "1Gi",
  pods: 1,
  services: 1,
  volumes: 1,
  projects: 1,
};

/**
 * Things that may be used up, by the parameter that names them.
 *
 * @param admin of the project they belong to
 * @param person whose keys and projects they are
 */
export async function makeSpare(
  platform: TestPlatform,
  project: string,
  admin: TestClient,
  person: TestClient,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const at = (path: string) => `/projects/${project}${path}`;
  const many = async (make: (name: string) => Promise<string>, count = COUNT): Promise<string[]> => {
    const made: string[] = [];
    for (let index = 0; index < count; index++) made.push(await make(`spare-${randomUUID().slice(0, 8)}`));
    return made;
  };
  const post = async (client: TestClient, path: string, body: unknown) => ok(await client.post(path, body));
  const operator = await newPerson(platform, { operator: true });
  return {
    project: await many(
      async (name) => (await post(person, "/projects", { name, definition: definitionOf(name), zones: [] })).name,
    ),
    changeSet: await many(async (name) => (await post(admin, at("/change-sets"), { comment: name })).id),
    role: await many(async (name) => (await post(admin, at("/roles"), { name, permissions: ["read"] })).id),
    invitation: await many(
      async (name) => (await post(admin, at("/invitations"), { email: `${name}@example.com`, role: "reader" })).id,
    ),
    key: await many(async (name) => (await post(person, "/keys", { name })).id),
    projectKey: await many(async (name) => (await post(admin, at("/keys"), { name, permissions: ["read"] })).id),
    person: await many(async (name) => {
      const member = await newPerson(platform, { name });
      await join(platform, project, member, "reader");
      return member.personId;
    }),
    variable: await many(async (name) => {
      const variable = name.replace("-", "_");
      ok(await admin.put(at(`/variables/${variable}`), { value: name }));
      return variable;
    }),
    zone: await many((name) => addTestZone(platform, name)),
    tier: await many(async (name) => {
      ok(await operator.put(`/tiers/${name}`, TIER));
      return name;
    }),
  };
}
