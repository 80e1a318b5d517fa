import { after, before } from "mocha";
import type { Permission } from "../../../api/identity/permissions.ts";
import { newPerson, type TestClient } from "./client.ts";
import { type TestPlatform, testPlatform } from "./platform.ts";
import { definitionOf, joinWith, newName } from "./project.ts";
import { ok } from "./team.ts";
import { addTestZone } from "./zones.ts";

/** Where change sets of a project are. */
export const at = (project: string, path = "") => `/projects/${project}/change-sets${path}`;

/** Containers of a definition that differ in nothing but their names. */
export const containers = (...names: string[]) => ({
  containers: names.map((name) => ({ name, image: "nginx:1.29" })),
});

/** For the surrounding `describe`: a platform with a zone, the admin of its projects, and what is done with change sets. */
export function withChangeSets() {
  let platform: TestPlatform;
  let admin: TestClient;
  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform, { name: "Ada" });
    await addTestZone(platform);
  });
  after(() => platform.close());

  return {
    /** In a `before` of one's own or later. */
    opened: () => ({ platform, admin }),
    async newProject(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
      const name = newName();
      ok(await admin.post("/projects", { name, definition: definitionOf(name, more) }));
      return name;
    },
    async memberWith(project: string, ...permissions: Permission[]): Promise<TestClient> {
      const person = await newPerson(platform);
      await joinWith(platform, project, person, permissions);
      return person;
    },
    /** Resolves to its id. */
    stage: async (project: string, body: Readonly<Record<string, unknown>>, who = admin): Promise<string> =>
      ok(await who.post(at(project), body)).id,
    apply: (project: string, id: string, who = admin, headers?: Record<string, string>) =>
      who.post(at(project, `/${id}/apply`), {}, headers),
    revisions: async (project: string) => ok(await admin.get(`/projects/${project}/revisions`)).items,
    variables: async (project: string) => ok(await admin.get(`/projects/${project}/variables`)).items,
  };
}
