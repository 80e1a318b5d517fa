import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Manifest, objectId } from "../../constructs/manifest.ts";
import { projectSelector } from "../../engine/bookkeeping.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { isPrunable } from "../../engine/live-state.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { newPerson } from "../api/support/client.ts";
import type { TestPlatform } from "../api/support/platform.ts";
import { assertOneAtATime, runIntervals } from "../api/support/run-intervals.ts";
import { DeployedProject, eventsOf, type KnownZone, untilUpdate } from "../api/support/updates.ts";
import { type TestWorker, TestWorkers } from "../api/support/workers.ts";

export interface KillWorkersOptions {
  readonly test: TestPlatform;
  readonly zone: Zone;
  /** As the platform knows it. */
  readonly known: KnownZone;
  /** How many kills. */
  readonly count: number;
  readonly onKill?: (text: string) => void;
}

export interface WorkerKill {
  /** Milliseconds from the request to the kill. */
  readonly after: number;
  /** Milliseconds from the kill until each update that ran there was begun again. */
  readonly resumed: readonly number[];
}

const PROJECTS = 3;
/** Milliseconds in which an update must be begun again. */
const RESUME_LIMIT = 30_000;

/**
 * Two workers, three projects; in each round all projects get another revision, and the worker that runs the first is killed
 * (SIGKILL) at a random moment. Every update must end right, none be run by two, and in the end each zone holds exactly what
 * the last revision says.
 */
export async function killWorkers(options: KillWorkersOptions): Promise<{ kills: WorkerKill[]; longest: number }> {
  const { test, zone, known, count, onKill = () => undefined } = options;
  const workers = new TestWorkers(test);
  const all: TestWorker[] = [];
  const start = async () => {
    const worker = await workers.start();
    all.push(worker);
    return worker;
  };
  const client = await connectZone(zone);
  const person = await newPerson(test);
  const projects: DeployedProject[] = [];
  for (let each = 0; each < PROJECTS; each++) projects.push(await DeployedProject.make(test, person, [known]));
  let running = [await start(), await start()];
  const usual = await duration(test, projects);
  const kills: WorkerKill[] = [];
  try {
    while (kills.length < count) {
      const round = kills.length;
      const asked = await Promise.all(projects.map(async (project) => (await project.deploy(spec(round)))[0]!.id));
      const after = Math.round(Math.random() * usual);
      await sleep(after);
      const victim = (await workerOf(test, asked[0]!, running)) ?? running[round % 2]!;
      const hit = await idsRunBy(test, victim);
      const killedAt = Date.now();
      await victim.kill();
      running = [...running.filter((worker) => worker !== victim), await start()];
      const states = await Promise.all(asked.map((id) => ended(test, id)));
      assert.ok(
        states.every((state) => state === "succeeded" || state === "unchanged"),
        states.join(", "),
      );
      const resumed = await Promise.all(hit.map((id) => resumedAfter(test, id, killedAt)));
      const kill = { after, resumed: resumed.filter((time) => time !== undefined) };
      for (const time of kill.resumed) assert.ok(time < RESUME_LIMIT, `begun again only after ${time} ms`);
      kills.push(kill);
      const told = kill.resumed.length > 0 ? `begun again after ${kill.resumed.join(", ")} ms` : "it ran none";
      onKill(`kill ${kills.length}: ${after} ms after the request; ${told}; ${states.join(", ")}`);
    }
    for (const project of projects) await assertSettled(test, client, project, spec(count - 1));
    // Their logs are whole when they have ended.
    await Promise.all(running.map((worker) => worker.stop()));
    assertOneAtATime(runIntervals(all));
    return { kills, longest: Math.max(0, ...kills.flatMap(({ resumed }) => resumed)) };
  } finally {
    await workers.end();
    await Promise.all(projects.map(({ name }) => client.delete(`/Namespace//${name}`)));
    await client.close();
  }
}

/** Milliseconds that a round takes when nobody is killed. */
async function duration(test: TestPlatform, projects: readonly DeployedProject[]): Promise<number> {
  let longest = 0;
  for (const round of [-2, -1]) {
    const began = performance.now();
    const asked = await Promise.all(projects.map(async (project) => (await project.deploy(spec(round)))[0]!.id));
    await Promise.all(asked.map((id) => ended(test, id)));
    longest = performance.now() - began;
  }
  return longest;
}

/** Something is created, changed, replaced and deleted from each to the next. */
function spec(round: number) {
  const names = ["web", "api", "mail", `extra-${Math.abs(round % 2)}`];
  const containers = names.map((name) => ({
    name,
    image: `nginx:1.${20 + Math.abs(round % 10)}`,
    environment: { ROUND: String(round), COLOUR: name },
    options: { expose: name === "web" },
  }));
  return { containers };
}

async function workerOf(test: TestPlatform, updateId: string, running: readonly TestWorker[]) {
  const row = await test.platform.database
    .selectFrom("updates")
    .innerJoin("workers", "workers.id", "updates.worker_id")
    .select("workers.pid")
    .where("updates.id", "=", updateId)
    .where("updates.state", "=", "running")
    .executeTakeFirst();
  return running.find(({ process }) => process.pid === row?.pid);
}

async function idsRunBy(test: TestPlatform, { process }: TestWorker): Promise<string[]> {
  const rows = await test.platform.database
    .selectFrom("updates")
    .innerJoin("workers", "workers.id", "updates.worker_id")
    .select("updates.id")
    .where("workers.pid", "=", process.pid!)
    .where("updates.state", "=", "running")
    .execute();
  return rows.map(({ id }) => id);
}

async function ended(test: TestPlatform, id: string): Promise<string> {
  const { state, result } = await untilUpdate(test.platform.database, id);
  return state === "failed" ? `failed: ${JSON.stringify(result)}` : state;
}

/** Milliseconds; undefined when it had ended before the kill. */
async function resumedAfter(test: TestPlatform, id: string, killedAt: number): Promise<number | undefined> {
  const rows = await test.platform.database
    .selectFrom("update_events")
    .select(["at", "event"])
    .where("update_id", "=", id)
    .orderBy("seq")
    .execute();
  const began = rows.filter(({ event }) => event.type === "state" && event.state === "running");
  const again = began.find(({ at, event }) => at.getTime() >= killedAt && event.type === "state" && event.attempt > 1);
  return again && again.at.getTime() - killedAt;
}

/** Deploying the same once more finds nothing to do, and nothing that is labelled stands outside of the tree. */
async function assertSettled(test: TestPlatform, client: ZoneClient, project: DeployedProject, last: object) {
  const [asked] = await project.deploy(last);
  const { state } = await untilUpdate(test.platform.database, asked!.id);
  assert.equal(state, "unchanged", JSON.stringify(await eventsOf(test.platform.database, asked!.id)));
  const plan = (await eventsOf(test.platform.database, asked!.id)).find(({ type }) => type === "plan");
  const there = await everythingOf(client, project.name);
  assert.equal(there.length, plan?.type === "plan" ? plan.plan.unchanged : 0, there.join("\n"));
}

/** Every object that was written for the project, of any kind that the zone knows. */
async function everythingOf(client: ZoneClient, project: string): Promise<string[]> {
  const kinds = [...(await client.kinds()).values()];
  const lists = kinds.map((kind) => client.list(kind, { labelSelector: projectSelector(project) }));
  const objects = (await Promise.all(lists)).flatMap(({ items }) => items);
  return objects
    .filter((object) => isPrunable(object))
    .map((object: Manifest) => objectId(object))
    .sort();
}
