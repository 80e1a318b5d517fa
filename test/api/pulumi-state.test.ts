import assert from "node:assert/strict";
import { sql } from "kysely";
import { after, before, beforeEach, describe, it } from "mocha";
import { connectDatabase } from "../../api/database/connect.ts";
import { databaseNameOf } from "../../api/updates/pulumi-backend-url.ts";
import { databaseStates } from "../../api/updates/pulumi-state.ts";
import { deployProject, destroyProject } from "../../engine/index.ts";
import { TEST_KEY, treeOf } from "../engine/fixture-project.ts";
import { richManifests } from "../engine/rich-manifests.ts";
import { uniqueName } from "../engine/zone-under-test.ts";
import { RecordingWriter } from "../stacks/recording-writer.ts";
import { deployment, shop } from "../stacks/shop.ts";
import { testZone } from "../support/local-zone.ts";
import { testDatabase } from "../support/postgres.ts";
import { ALL, PulumiUnderTest, ZONE } from "./support/pulumi-in-database.ts";

describe("Pulumi's state in the database", function () {
  this.timeout(600_000);
  let pulumi: PulumiUnderTest;

  before(async () => {
    pulumi = await PulumiUnderTest.open();
  });
  after(() => pulumi.end());
  beforeEach(() => pulumi.forget());

  it("holds what an update wrote, in one row, after one process", async () => {
    await pulumi.update("first");
    assert.equal(pulumi.writer.objects.size, ALL);
    assert.deepEqual(await pulumi.starts(), ["up"]);
    assert.deepEqual(await pulumi.keysOf("first"), [
      `${databaseNameOf(pulumi.databaseUrl)}/.pulumi/stacks/first/${ZONE}.json`,
    ]);
  });

  it("is known to the next update, which takes one process as well", async () => {
    await pulumi.update("second");
    await pulumi.update("second");
    assert.equal(pulumi.writer.calls.length, ALL);
    await pulumi.update("second", { manifests: shop(["web"]) });
    assert.equal(pulumi.writer.objects.size, 6);
    assert.deepEqual(await pulumi.starts(), ["up", "up", "up"]);
  });

  it("is gone after a destroy, and a destroy of what is not there starts nothing", async () => {
    await pulumi.update("destroyed");
    pulumi.writer.calls.length = 0;
    await pulumi.update("destroyed", { operation: "destroy" });
    assert.equal(pulumi.writer.objects.size, 0);
    assert.deepEqual(await pulumi.keysOf("destroyed"), []);
    await pulumi.update("destroyed", { operation: "destroy" });
    assert.deepEqual(await pulumi.starts(), ["up", "destroy"]);
    assert.deepEqual(await pulumi.keysOf("destroyed"), []);
  });

  it("serves several updates at once in one process, each with its own objects", async () => {
    const zones = ["sofia-1", "berlin-1", "lisbon-1", "oslo-1", "paris-1", "rome-1"];
    const writers = zones.map(() => new RecordingWriter());
    await Promise.all(
      zones.map((zone, index) => {
        const project = `at_once_${index % 2}`;
        const own = writers[index] as RecordingWriter;
        return pulumi.update(project, { zone, manifests: [deployment(zone, "shop")], writer: own });
      }),
    );
    assert.deepEqual(
      writers.map(({ objects }) => [...objects.keys()]),
      zones.map((zone) => [`apps/Deployment/shop/${zone}`]),
    );
    assert.equal((await pulumi.starts()).length, zones.length);
  });

  it("serves a project in a zone: deployed, nothing to do, destroyed, and no value of a secret in any row", async () => {
    const canary = "canary-of-a-project-77ab";
    const zone = await testZone();
    const project = uniqueName("state");
    const request = { zones: [zone], key: TEST_KEY, host: async () => pulumi.host, onEvent: () => undefined };
    const deploy = () =>
      deployProject({
        ...request,
        wait: false,
        evaluate: async () => ({
          zones: [],
          tree: treeOf(project, richManifests(project), zone.context.name),
          secrets: new Map([["password", canary]]),
        }),
      });
    assert.deepEqual(
      (await deploy()).map(({ outcome, errors }) => [outcome, errors]),
      [["succeeded", []]],
    );
    const found = await pulumi.rows();
    assert.ok(found.some(({ key, data }) => key.includes(`/${project}/`) && data.includes("⟦secret:password#")));
    assert.ok(
      !found.some(({ data }) => data.includes(canary) || data.includes(Buffer.from(canary).toString("base64"))),
    );
    assert.deepEqual(
      (await deploy()).map(({ outcome }) => outcome),
      ["unchanged"],
    );
    const destroyed = await destroyProject({ ...request, project, namespace: project });
    assert.deepEqual(
      destroyed.map(({ outcome }) => outcome),
      ["succeeded"],
    );
    assert.deepEqual(await pulumi.keysOf(project), []);
    assert.deepEqual(await pulumi.starts(), ["up", "destroy"]);
  });

  it("is not looked for where nobody said how", async () => {
    const { state: _, ...without } = pulumi.host;
    await assert.rejects(pulumi.update("nowhere", {}, without), /needs the store of its states/);
  });

  it("has its table made once when many find it missing", async () => {
    const { url } = await testDatabase();
    const other = connectDatabase(url, { connections: 8 });
    try {
      await Promise.all(
        Array.from({ length: 8 }, (_, index) => databaseStates(other.database, url).write(`${index}`, "")),
      );
      const { rows: columns } = await sql<{ column_name: string }>`select column_name from information_schema.columns
        where table_name = 'pulumi_state' order by ordinal_position`.execute(other.database);
      assert.deepEqual(
        columns.map(({ column_name }) => column_name),
        ["key", "data", "updated_at"],
      );
    } finally {
      await other.close();
    }
  });
});
