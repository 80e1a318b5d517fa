import assert from "node:assert/strict";
import { once } from "node:events";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { after, before, beforeEach, describe, it } from "mocha";
import { databaseNameOf } from "../../api/updates/pulumi-backend-url.ts";
import { stateKeys } from "../../stacks/automation/stack-state.ts";
import { alive, childrenOf } from "../stacks/processes.ts";
import { until } from "../support/until.ts";
import { ALL, PulumiUnderTest, ZONE } from "./support/pulumi-in-database.ts";

describe("Pulumi's state in the database after something went wrong", function () {
  this.timeout(600_000);
  let pulumi: PulumiUnderTest;

  before(async () => {
    pulumi = await PulumiUnderTest.open();
  });
  after(() => pulumi.end());
  beforeEach(() => pulumi.forget());

  it("may be lost", async () => {
    await pulumi.update("lost");
    await sql`delete from pulumi_state`.execute(pulumi.database);
    await pulumi.assertRecovers("lost");
    assert.deepEqual(await pulumi.starts(), ["up", "up", "up"]);
  });

  for (const bytes of [0, 1, 1000]) {
    it(`may be cut off after ${bytes} bytes`, async () => {
      const project = `cut-${bytes}`;
      await pulumi.update(project);
      const { checkpoint } = stateKeys(project, ZONE);
      await pulumi.states.write(checkpoint, ((await pulumi.states.read(checkpoint)) ?? "").slice(0, bytes));
      await pulumi.assertRecovers(project);
    });
  }

  it("may be JSON that is no state of Pulumi's, and rows that are no texts", async () => {
    await pulumi.update("odd");
    const key = `${databaseNameOf(pulumi.databaseUrl)}/${stateKeys("odd", ZONE).checkpoint}`;
    await sql`update pulumi_state set data = '[1]' where key = ${key}`.execute(pulumi.database);
    await pulumi.assertRecovers("odd");
    const { checkpoint } = stateKeys("odd", ZONE);
    const state = JSON.parse((await pulumi.states.read(checkpoint)) ?? "");
    state.checkpoint.latest.resources[0].parent = "urn:pulumi:nowhere";
    await pulumi.states.write(checkpoint, JSON.stringify(state));
    await pulumi.assertRecovers("odd");
  });

  it("is freed of the locks of processes that were killed, here or elsewhere, and of no other stack's", async () => {
    const lock = { pid: 1, username: "somebody", hostname: hostname(), timestamp: new Date() };
    for (const zone of [ZONE, "berlin-1"]) {
      const { locks } = stateKeys("locked", zone);
      await pulumi.states.write(`${locks}1.json`, JSON.stringify(lock));
      await pulumi.states.write(`${locks}2.json`, JSON.stringify({ ...lock, hostname: "another" }));
      await pulumi.states.write(`${locks}damaged.json`, "{");
    }
    await pulumi.assertRecovers("locked");
    assert.deepEqual(await pulumi.starts(), ["up", "up"]);
    assert.equal((await pulumi.states.below(stateKeys("locked", ZONE).locks)).size, 0);
    assert.equal((await pulumi.states.below(stateKeys("locked", "berlin-1").locks)).size, 3);
  });

  it("is found by its exact name, though Pulumi takes underscores for any character", async () => {
    await pulumi.states.write(`${stateKeys("axb", ZONE).locks}1.json`, JSON.stringify({ pid: 1, hostname: "another" }));
    await pulumi.update("a_b");
    await pulumi.update("a_b", { operation: "destroy" });
    assert.deepEqual(await pulumi.starts(), ["up", "destroy"]);
    assert.equal((await pulumi.states.below(stateKeys("axb", ZONE).locks)).size, 1);
    await pulumi.states.write("a_b/c", "1");
    await pulumi.states.write("axb/c", "2");
    assert.deepEqual([...(await pulumi.states.below("a_b/"))], [["a_b/c", "1"]]);
    await pulumi.states.remove("a_b/");
    assert.equal(await pulumi.states.read("axb/c"), "2");
  });

  it("converges after its process was killed at any moment", async () => {
    for (let moment = 0; moment < 10; moment++) {
      const child = await pulumi.startProcess();
      const closed = once(child, "close");
      await sleep(150 + moment * 70);
      const clis = await childrenOf(child.pid as number);
      child.kill("SIGKILL");
      await closed;
      await pulumi.update("killed");
      // One that was killed before its CLI had locked the state leaves it to find out by itself that nobody is there.
      await until("its CLI has ended, too", async () => (await alive(clis)).length === 0);
    }
    pulumi.writer.calls.length = 0;
    await pulumi.update("killed", { operation: "destroy" });
    assert.equal(pulumi.writer.calls.length, ALL);
    assert.deepEqual(await pulumi.keysOf("killed"), []);
  });
});
