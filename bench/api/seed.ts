import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Database } from "../../api/database/tables.ts";
import { newDataKey } from "../../api/definitions/project-key.ts";
import { drawKey } from "../../api/identity/key-text.ts";
import { ALL_PERMISSIONS } from "../../api/identity/permissions.ts";
import type { SecretKey } from "../../engine/secret-key.ts";

export interface Seeded {
  readonly projects: readonly string[];
  /** Keys of the people who own them, each with as many projects. */
  readonly owners: readonly { readonly key: string; readonly projects: readonly string[] }[];
}

const OWNERS = 50;

/** People with projects, each with a definition, variables, revisions and updates, as they are after some weeks of use. */
export async function seed(database: Kysely<Database>, secretKey: SecretKey, count: number): Promise<Seeded> {
  const zoneId = randomUUID();
  await database
    .insertInto("zones")
    .values({
      id: zoneId,
      name: "sofia",
      context: JSON.stringify({
        domain: "sofia.example.com",
        ingressClass: "nginx",
        ingressNamespace: "ingress",
        issuer: "le",
      }),
      kubeconfig: secretKey.encrypt("none", `kubeconfig ${zoneId}`),
    })
    .execute();
  const owners = [];
  for (let index = 0; index < OWNERS; index++) {
    const person = randomUUID();
    const key = drawKey("person");
    await database
      .insertInto("people")
      .values({ id: person, email: `owner${index}@example.com`, name: `Owner ${index}` } as never)
      .execute();
    await database
      .insertInto("api_keys")
      .values({ id: randomUUID(), name: "bench", start: key.start, hash: key.hash, person_id: person })
      .execute();
    owners.push({ person, key: key.text, projects: [] as string[] });
  }
  for (let index = 0; index < count; index++) {
    const owner = owners[index % OWNERS]!;
    const name = `project-${index}`;
    await seedProject(database, secretKey, { name, person: owner.person, zoneId });
    owner.projects.push(name);
  }
  await sql`vacuum analyze`.execute(database);
  return { owners, projects: owners.flatMap(({ projects }) => projects) };
}

async function seedProject(
  database: Kysely<Database>,
  secretKey: SecretKey,
  { name, person, zoneId }: { readonly name: string; readonly person: string; readonly zoneId: string },
): Promise<void> {
  const id = randomUUID();
  const roleId = randomUUID();
  const text = definition(name);
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("projects")
      .values({
        id,
        name,
        description: "a project of the benchmark",
        tier: "starter",
        state: "active",
        data_key: newDataKey(secretKey, id),
        definition_version: 1,
        last_revision: 3,
        created_by: person,
      })
      .execute();
    await transaction
      .insertInto("roles")
      .values({
        id: roleId,
        project_id: id,
        name: "admin",
        description: "",
        permissions: [...ALL_PERMISSIONS],
        built_in: true,
      })
      .execute();
    await transaction.insertInto("members").values({ project_id: id, person_id: person, role_id: roleId }).execute();
    await transaction.insertInto("claims").values({ project_id: id, zone_id: zoneId }).execute();
    const savedBy = `person:${person}`;
    const names = JSON.stringify({ containers: ["web", "worker", "db"], volumes: ["data"] });
    await transaction
      .insertInto("definitions")
      .values({ project_id: id, version: 1, format: "json", text, names, saved_by: savedBy })
      .execute();
    await transaction
      .insertInto("variables")
      .values(
        Array.from({ length: 5 }, (_, index) => ({
          project_id: id,
          name: `setting_${index}`,
          secret: false,
          value: `value ${index}`,
          updated_by: savedBy,
        })),
      )
      .execute();
    for (let number = 1; number <= 3; number++) {
      await transaction
        .insertInto("revisions")
        .values({
          project_id: id,
          number,
          format: "json",
          text,
          variables: "[]",
          names,
          comment: `revision ${number}`,
          created_by: savedBy,
        })
        .execute();
      await transaction
        .insertInto("updates")
        .values({
          id: randomUUID(),
          project_id: id,
          zone_id: zoneId,
          operation: "up",
          revision: number,
          state: "succeeded",
          requested_by: savedBy,
        })
        .execute();
    }
  });
}

function definition(name: string): string {
  return JSON.stringify(
    {
      project: { name },
      containers: [
        { name: "web", image: "nginx:1.29", options: { expose: true } },
        { name: "worker", image: "example/worker:1" },
        { name: "db", image: "postgres:17", options: { volumes: [{ volume: "data", path: "/var/lib/postgresql" }] } },
      ],
      volumes: [{ name: "data", size: "10Gi" }],
    },
    null,
    2,
  );
}
