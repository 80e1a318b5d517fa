import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { emptyState } from "../../stacks/automation/empty-state.ts";
import { stateKeys } from "../../stacks/automation/stack-state.ts";
import { runStackUpdate } from "../../stacks/run-update.ts";
import type { StackUpdate } from "../../stacks/update.ts";
import { until } from "../support/until.ts";
import { alive, childrenOf } from "./processes.ts";
import { RecordingWriter } from "./recording-writer.ts";
import { shop } from "./shop.ts";
import { type TestHost, testHost } from "./stack-host.ts";

describe("an update after something went wrong", () => {
  let host: TestHost;
  let writer: RecordingWriter;

  before(async () => {
    host = await testHost();
  });
  after(() => host.remove());
  beforeEach(() => {
    writer = new RecordingWriter();
  });

  function update(project: string, more: Partial<StackUpdate> = {}): Promise<void> {
    const manifests = shop(["web", "db", "cache", "queue"]);
    const decide = () => "same" as const;
    return runStackUpdate(host, {
      operation: "up",
      project,
      zone: "sofia-1",
      manifests,
      decide,
      writer,
      onEvent: () => {},
      ...more,
    });
  }

  const stateOf = (project: string, zone = "sofia-1", backendUrl = host.backendUrl) => {
    const { checkpoint, locks, history } = stateKeys(project, zone);
    const root = fileURLToPath(backendUrl);
    return { checkpoint: join(root, checkpoint), locks: join(root, locks), history: join(root, history) };
  };

  /** Every object is written once more, and the state is whole again. */
  async function assertRecovers(project: string): Promise<void> {
    await update(project);
    assert.equal(writer.calls.length, 12);
    await update(project);
    assert.equal(writer.calls.length, 12);
  }

  it("writes every object again when the state is lost", () => assertRecovers("lost"));

  for (const bytes of [0, 1, 1000]) {
    it(`takes a state cut off after ${bytes} bytes for lost`, async () => {
      await update(`cut-${bytes}`);
      await truncate(stateOf(`cut-${bytes}`).checkpoint, bytes);
      writer.calls.length = 0;
      await assertRecovers(`cut-${bytes}`);
    });
  }

  it("takes a state for lost that is JSON, but not one that Pulumi can use", async () => {
    await update("broken");
    const { checkpoint } = stateOf("broken");
    const state = JSON.parse(await readFile(checkpoint, "utf8"));
    state.checkpoint.latest.resources.reverse();
    state.checkpoint.latest.resources[0].parent = "urn:pulumi:nowhere";
    await writeFile(checkpoint, JSON.stringify(state));
    writer.calls.length = 0;
    await assertRecovers("broken");
  });

  it("takes a state with pending operations for lost", async () => {
    await update("pending");
    const { checkpoint } = stateOf("pending");
    const state = JSON.parse(await readFile(checkpoint, "utf8"));
    const { latest } = state.checkpoint;
    latest.pending_operations = [{ resource: latest.resources.at(-1), type: "creating" }];
    await writeFile(checkpoint, JSON.stringify(state));
    writer.calls.length = 0;
    await assertRecovers("pending");
  });

  it("clears the lock of a process that was killed, and no other stack's", async () => {
    const lock = JSON.stringify({ pid: 1, username: "somebody", hostname: hostname(), timestamp: new Date() });
    const { locks } = stateOf("locked");
    const others = stateOf("locked", "berlin-1").locks;
    for (const folder of [locks, others]) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "11111111-2222-3333-4444-555555555555.json"), lock);
      await writeFile(join(folder, "damaged.json"), "{");
    }
    await assertRecovers("locked");
    assert.equal((await readdir(others)).length, 2);
    assert.deepEqual(await readdir(locks), []);
  });

  it("starts a stack with what `pulumi stack init` writes, but for the secrets manager", async () => {
    const folder = join(host.folder, "init");
    await mkdir(join(folder, "state"), { recursive: true });
    await writeFile(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      PULUMI_HOME: folder,
      PULUMI_BACKEND_URL: `file://${folder}/state`,
      PULUMI_CONFIG_PASSPHRASE: "",
    };
    await promisify(execFile)(join(host.pulumi, "pulumi"), ["stack", "init", "sofia-1", "--non-interactive"], {
      cwd: folder,
      env,
    });
    const written = await readFile(stateOf("shop", "sofia-1", `file://${folder}/state`).checkpoint, "utf8");
    const comparable = (text: string) => {
      const state = JSON.parse(text);
      const { latest } = state.checkpoint;
      latest.manifest.time = "";
      latest.secrets_providers = "";
      return state;
    };
    assert.deepEqual(comparable(emptyState("shop", "sofia-1")), comparable(written));
    assert.equal(await readFile(join(folder, "state/.pulumi/meta.yaml"), "utf8"), "version: 1\n");
  });

  it("keeps no history, however many updates there were", async () => {
    for (let round = 0; round < 3; round++) await update("history");
    const { history, checkpoint } = stateOf("history");
    assert.deepEqual(await readdir(history), []);
    assert.deepEqual(await readdir(dirname(checkpoint)), ["sofia-1.json"]);
  });

  it("converges after its process was killed at any moment, without a lock to clear by hand", async () => {
    for (let moment = 0; moment < 12; moment++) {
      const child = await startUpdate(host);
      const closed = once(child, "close");
      await sleep(moment * 45);
      const pulumi = await childrenOf(child.pid as number);
      child.kill("SIGKILL");
      await closed;
      await update("killed");
      // One that had not come as far as its lock is in nobody's way, and ends by itself.
      await until(`what was killed after ${moment * 45} ms is gone`, async () => (await alive(pulumi)).length === 0);
    }
    writer.calls.length = 0;
    await update("killed", { operation: "destroy" });
    assert.equal(writer.calls.length, 12);
  });

  it("leaves no process behind when its own is killed", async function () {
    // Usually it ends within 0.3 s. Killed when pulumi is about to connect to it, pulumi waits for 10 s by itself.
    this.timeout(600_000);
    for (const wait of [125, 175, 225, 300, 400]) {
      const child = await startUpdate(host);
      await sleep(wait);
      const pulumi = await childrenOf(child.pid as number);
      child.kill("SIGKILL");
      await until(`what was killed after ${wait} ms is gone`, async () => (await alive(pulumi)).length === 0);
    }
  });

  async function startUpdate(at: TestHost): Promise<ChildProcess> {
    const log = join(at.folder, "log");
    await writeFile(log, "");
    const script = fileURLToPath(new URL("update-process.ts", import.meta.url));
    const { pulumi, backendUrl, home } = at;
    const child = spawn(process.execPath, [script, JSON.stringify({ pulumi, backendUrl, home }), log], {
      stdio: "inherit",
    });
    while (!(await readFile(log, "utf8")).includes("start")) await sleep(10);
    return child;
  }
});
