import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { after, before, describe, it } from "mocha";
import { type Connection, connectDatabase } from "../../../api/database/connect.ts";
import { migrateDatabase } from "../../../api/database/migrate.ts";
import type { Database } from "../../../api/database/tables.ts";
import { evaluateHeld } from "../../../api/definitions/evaluate-held.ts";
import { keptValues, passingValues } from "../../../api/definitions/generated-values.ts";
import { newDataKey, projectKey } from "../../../api/definitions/project-key.ts";
import { SecretKey } from "../../../engine/secret-key.ts";
import { EXAMPLE_ZONE } from "../../../templates/example-zone.ts";
import { testDatabase } from "../../support/postgres.ts";
import { definitionOf } from "../support/project.ts";

describe("values that a project generates", function () {
  this.timeout(600_000);
  const secretKey = new SecretKey(randomBytes(32));
  let connection: Connection;
  let database: Kysely<Database>;

  before(async () => {
    connection = connectDatabase((await testDatabase()).url, { connections: 10, onError: () => {} });
    database = connection.database;
    await migrateDatabase(database as never);
  });
  after(() => connection.close());

  const newProject = async () => {
    const id = randomUUID();
    const name = `shop-${id.slice(0, 8)}`;
    const dataKey = newDataKey(secretKey, id);
    await database
      .insertInto("projects")
      .values({ id, name, description: "", tier: "starter", state: "active", data_key: dataKey, created_by: null })
      .execute();
    return { id, name, dataKey };
  };
  const rowsOf = (id: string) =>
    database.selectFrom("generated_values").selectAll().where("project_id", "=", id).execute();

  it("are drawn once, whoever draws at the same time", async () => {
    const project = await newProject();
    const key = projectKey({ secretKey }, project);
    const drawn = await Promise.all(
      Array.from({ length: 50 }, () => keptValues(database, project, key).get(project.name, "password", randomUUID)),
    );
    assert.equal(new Set(drawn).size, 1);
    const [row] = await rowsOf(project.id);
    assert.ok(!JSON.stringify(row).includes(drawn[0] as string));
  });

  it("are not kept by who only plans, and are those that were kept", async () => {
    const project = await newProject();
    const key = projectKey({ secretKey }, project);
    const passing = passingValues(database, project, key);
    const first = await passing.get(project.name, "password", randomUUID);
    assert.equal(await passing.get(project.name, "password", randomUUID), first);
    assert.deepEqual(await rowsOf(project.id), []);
    const kept = await keptValues(database, project, key).get(project.name, "password", randomUUID);
    assert.equal(await passingValues(database, project, key).get(project.name, "password", randomUUID), kept);
  });

  it("stay secret when a later definition declares them to be none", async () => {
    const project = await newProject();
    const key = projectKey({ secretKey }, project);
    const evaluateWith = (declaration: object) => {
      const { format, text } = definitionOf(project.name, {
        containers: [{ name: "web", image: "nginx:1.29", environment: { A: "$made" } }],
        variables: { made: declaration },
      });
      return evaluateHeld(
        { format, text, variables: [] },
        { project, platform: { secretKey }, zone: EXAMPLE_ZONE, generated: keptValues(database, project, key) },
      );
    };
    const first = await evaluateWith({ generate: true });
    const value = first.value?.secrets.get("made") as string;
    assert.ok(value.length >= 32);
    for (const declaration of [{ generate: true, secret: false }, { generate: { kind: "uuid" } }]) {
      const { value: later, diagnostics } = await evaluateWith(declaration);
      assert.ok(!JSON.stringify([later?.tree, later?.spec, diagnostics]).includes(value));
    }
    const guard = keptValues(database, project, key);
    await assert.rejects(guard.get(project.name, "made", randomUUID, false), /stays one/);
  });

  it("draw nothing that is kept for a definition of another name", async () => {
    const project = await newProject();
    const { format, text } = definitionOf("somebody-else", { variables: { made: { generate: true } } });
    const key = projectKey({ secretKey }, project);
    const { value, diagnostics } = await evaluateHeld(
      { format, text, variables: [] },
      { project, platform: { secretKey }, zone: EXAMPLE_ZONE, generated: keptValues(database, project, key) },
    );
    assert.equal(value, undefined);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["other-project"],
    );
    assert.deepEqual(await rowsOf(project.id), []);
  });

  it("are bounded in number", async () => {
    const project = await newProject();
    const key = projectKey({ secretKey }, project);
    await database
      .insertInto("generated_values")
      .values(
        Array.from({ length: 1000 }, (_, index) => ({
          project_id: project.id,
          variable: `v${index}`,
          encrypted: key.encrypt("x", `generated ${project.id} v${index}`),
          secret: true,
        })),
      )
      .execute();
    const values = keptValues(database, project, key);
    assert.equal(await values.get(project.name, "v1", randomUUID), "x");
    await assert.rejects(values.get(project.name, "one_more", randomUUID), /1000 generated values already/);
  });

  it("are encrypted with a key that another project, or another platform, cannot unwrap", async () => {
    const [one, other] = [await newProject(), await newProject()];
    assert.throws(() => projectKey({ secretKey }, { id: one.id, dataKey: other.dataKey }));
    assert.throws(() => projectKey({ secretKey: new SecretKey(randomBytes(32)) }, one));
    assert.equal(projectKey({ secretKey }, one), projectKey({ secretKey }, one));
  });
});
