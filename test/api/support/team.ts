import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Permission } from "../../../api/identity/permissions.ts";
import { type Answer, type Loose, newPerson, type TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";

/** A project and who works on it, made as people would make it. */
export interface Team {
  readonly project: string;
  readonly admin: TestClient;
  /** Path below the project. */
  at(path: string): string;
  /** Id of a role. */
  role(name: string): Promise<string>;
  /** A new role of these permissions. @returns its name */
  newRole(...permissions: readonly Permission[]): Promise<string>;
  /** A new member with a role of these permissions alone. */
  member(...permissions: readonly Permission[]): Promise<TestClient>;
  /** Invites a person, and accepts as that one. */
  join(person: TestClient, role: string): Promise<void>;
}

export async function newTeam(test: TestPlatform): Promise<Team> {
  const admin = await newPerson(test);
  const project = `team-${randomUUID().slice(0, 8)}`;
  ok(await admin.post("/projects", { name: project, zones: [] }));
  const at = (path: string) => `/projects/${project}${path}`;
  const team: Team = {
    project,
    admin,
    at,
    async role(name) {
      const { items } = ok(await admin.get(at("/roles?limit=100")));
      return items.find((one: { name: string }) => one.name === name).id;
    },
    async newRole(...permissions) {
      const name = `role-${randomUUID().slice(0, 8)}`;
      ok(await admin.post(at("/roles"), { name, permissions }));
      return name;
    },
    async member(...permissions) {
      const person = await newPerson(test);
      await team.join(person, await team.newRole(...permissions));
      return person;
    },
    async join(person, role) {
      const { token } = ok(await admin.post(at("/invitations"), { email: person.email, role }));
      ok(await person.post("/invitations/accept", { token }));
    },
  };
  return team;
}

/** The body of an answer that must be a good one. */
export function ok(answer: Answer): Loose {
  assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.body;
}

/** Asserts what an answer is refused with. */
export function refused(answer: Answer, status: number, code: string): Loose {
  assert.equal(`${answer.status} ${answer.body.code}`, `${status} ${code}`, answer.text);
  return answer.body;
}
