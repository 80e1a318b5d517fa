import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ALL_PERMISSIONS } from "../../../api/identity/permissions.ts";
import { type Answer, newPerson, TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";
import { addTestZone } from "./zones.ts";

/** A project with something of everything in it, and a person in each role. */
export interface Tenant {
  /** For every parameter of a path, one of this tenant's own. */
  readonly ids: Readonly<Record<string, string>>;
  /** The same with things that are not there, but for the project. */
  readonly absentIds: Readonly<Record<string, string>>;
  /** Parameters that name things of a tenant; the others (zones, templates) are everybody's. */
  readonly foreign: ReadonlySet<string>;
  /** Clients by role; `stranger` is a person without any. */
  readonly people: Readonly<Record<string, TestClient>>;
  readonly permissions: Readonly<Record<string, ReadonlySet<string>>>;
  /** Texts that nobody else may ever see. */
  readonly canaries: readonly string[];
  /** Values that nobody at all may see. */
  readonly secrets: readonly string[];
}

/** Each permission alone beside `read`, so that every one of them is shown to be what an operation asks for. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  reader: ["read"],
  ...Object.fromEntries(
    ALL_PERMISSIONS.filter((permission) => permission !== "read").map((permission) => [
      `only-${permission.toLowerCase()}`,
      ["read", permission],
    ]),
  ),
};

export async function makeTenant(platform: TestPlatform, name: string): Promise<Tenant> {
  const canary = (what: string) => `${name}-${what}-${randomUUID().slice(0, 8)}`;
  const secret = `s3cret-${name}-${randomUUID()}`;
  const described = canary("description");
  const project = canary("project");
  const zone = await addTestZone(platform);
  const admin = await newPerson(platform, { name: canary("admin") });
  const made = async (path: string, body: unknown): Promise<Answer["body"]> => {
    const answer = await admin.post(path, body);
    assert.ok(answer.status < 300, `POST ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  await made("/projects", { name: project, description: described, definition: definition(project), zones: [zone] });
  const at = (path: string) => `/projects/${project}${path}`;
  const stored = await admin.put(at("/variables/db_password"), { value: secret, secret: true });
  assert.equal(stored.status < 300, true, stored.text);
  const deployment = await made(at("/revisions"), { comment: canary("comment") });
  const changeSet = await made(at("/change-sets"), { comment: canary("change") });
  const invitation = await made(at("/invitations"), { email: `${canary("guest")}@example.com`, role: "reader" });
  const ownKey = await made(at("/keys"), { name: canary("project-key"), permissions: ["read"] });
  const key = await made("/keys", { name: canary("key") });
  const people: Record<string, TestClient> = { admin };
  const permissions: Record<string, ReadonlySet<string>> = { admin: new Set(ALL_PERMISSIONS) };
  let role = "";
  for (const [title, granted] of Object.entries(ROLES)) {
    if (title !== "reader") role = (await made(at("/roles"), { name: title, permissions: granted })).id ?? title;
    const person = await newPerson(platform, { name: canary(title) });
    await join(platform, project, person.personId, title);
    people[title] = person;
    permissions[title] = new Set(granted);
  }
  people.stranger = await newPerson(platform, { name: canary("stranger") });
  permissions.stranger = new Set();
  people["project-key"] = new TestClient(platform.url, ownKey.key, { id: "", email: "" });
  permissions["project-key"] = new Set(["read"]);
  const roleName = "only-write";
  const ids = {
    project,
    zone,
    template: "web-postgres",
    tier: "starter",
    update: deployment.updates[0].id,
    revision: String(deployment.revision),
    version: "1",
    changeSet: changeSet.id,
    variable: "db_password",
    role: role && (await roleParameter(admin, project, roleName)),
    person: people.reader!.personId,
    member: people.reader!.personId,
    invitation: invitation.id,
    key: ownKey.id,
    ownKey: key.id,
    container: "web",
    session: randomUUID(),
    token: invitation.token,
  };
  return {
    ids,
    absentIds: {
      ...ids,
      zone: "nowhere",
      update: randomUUID(),
      revision: "999",
      version: "999",
      changeSet: randomUUID(),
      variable: "not_there",
      role: randomUUID(),
      person: randomUUID(),
      member: randomUUID(),
      invitation: randomUUID(),
      key: randomUUID(),
      container: "nothing",
    },
    foreign: new Set(["update", "changeSet", "role", "person", "member", "invitation", "key", "session"]),
    people,
    permissions,
    canaries: [project, described, admin.email, secret, ids.update, ids.changeSet, ids.invitation, ids.key],
    secrets: [secret],
  };
}

function definition(name: string) {
  const text = JSON.stringify({
    project: { name },
    containers: [
      { name: "web", image: "nginx:1.29", options: { expose: true } },
      { name: "db", image: "postgres:17", environment: { POSTGRES_PASSWORD: "$db_password" } },
    ],
    variables: { db_password: { secret: true } },
  });
  return { format: "json", text };
}

/** Past the API: that inviting and accepting works is shown elsewhere. */
async function join({ platform }: TestPlatform, project: string, personId: string, role: string): Promise<void> {
  const row = await platform.database
    .selectFrom("roles")
    .innerJoin("projects", "projects.id", "roles.project_id")
    .select(["roles.id", "roles.project_id"])
    .where("projects.name", "=", project)
    .where("roles.name", "=", role)
    .executeTakeFirstOrThrow();
  await platform.database
    .insertInto("members")
    .values({ project_id: row.project_id, person_id: personId, role_id: row.id })
    .execute();
}

async function roleParameter(admin: TestClient, project: string, name: string): Promise<string> {
  const { body } = await admin.get(`/projects/${project}/roles`);
  const found = body.items.find((role: { name: string }) => role.name === name);
  assert.ok(found, `role ${name} is not listed`);
  return found.id;
}
