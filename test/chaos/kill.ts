import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readlink } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Manifest, objectId } from "../../constructs/manifest.ts";
import { projectSelector } from "../../engine/bookkeeping.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { isPrunable } from "../../engine/live-state.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import type { Zone } from "../../engine/zone.ts";
import { type LiveObject, type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import { changedManifests } from "../engine/changed-manifests.ts";
import type { DeployProcessInput } from "../engine/deploy-process.ts";
import { prepare, treeOf } from "../engine/fixture-project.ts";
import { richManifests } from "../engine/rich-manifests.ts";
import { uniqueName } from "../engine/zone-under-test.ts";
import { type TestHost, testHost } from "../stacks/stack-host.ts";
import { until } from "../support/until.ts";

const DEPLOY = fileURLToPath(new URL("../engine/deploy-process.ts", import.meta.url));

export interface KillOptions {
  readonly zone: Zone;
  /** How many moments, spread evenly over the time that an update takes. */
  readonly count: number;
  readonly onMoment?: (text: string) => void;
}

/**
 * Kills the deploying process (SIGKILL) at so many moments, in a first deployment and in a later one that changes,
 * replaces and deletes. Each time the next update must converge: the zone holds just what the tree says.
 */
export async function killAtMoments({ zone, count, onMoment = () => undefined }: KillOptions): Promise<void> {
  const client = await connectZone(zone);
  const host = await testHost();
  const projects: string[] = [];
  try {
    const begin = newProject(projects);
    const durations = [await duration(input(zone, host, begin, false)), await duration(input(zone, host, begin, true))];
    for (let moment = 0; moment < count; moment++) {
      const project = newProject(projects);
      for (const changed of [false, true]) {
        const after = Math.round(((moment + 0.5) / count) * (durations[changed ? 1 : 0] as number));
        const killed = await deployUntil(input(zone, host, project, changed), after);
        const result = await deploy(input(zone, host, project, changed));
        onMoment(
          `${changed ? "change" : "first"}: ${killed ? "killed" : "done"} after ${after} ms, then ${result.outcome}`,
        );
        await assertConverged(client, result, project, changed, zone);
      }
      await assertNoProcess(host.folder);
    }
  } finally {
    await Promise.all(projects.map((project) => client.delete(`/Namespace//${project}`)));
    await client.close();
    await host.remove();
  }
}

function newProject(projects: string[]): string {
  const project = uniqueName("kill");
  projects.push(project);
  return project;
}

function input(
  zone: Zone,
  { pulumi, backendUrl, home }: TestHost,
  project: string,
  changed: boolean,
): DeployProcessInput {
  return { zone, host: { pulumi, backendUrl, home }, project, changed };
}

/** Milliseconds from the start of an update to its end. */
async function duration(input: DeployProcessInput): Promise<number> {
  const result = await deploy(input);
  assert.equal(result.outcome, "succeeded", JSON.stringify(result.errors));
  return result.milliseconds;
}

async function deploy(input: DeployProcessInput): Promise<ZoneResult> {
  const child = start(input);
  let last = "";
  for await (const line of createInterface({ input: child.stdout! })) last = line;
  const [result] = JSON.parse(last) as ZoneResult[];
  return result!;
}

/** Resolves to whether the process was killed before it had finished. */
async function deployUntil(input: DeployProcessInput, milliseconds: number): Promise<boolean> {
  const child = start(input);
  const exit = once(child, "exit");
  await once(child.stdout!, "data");
  await Promise.race([sleep(milliseconds), exit]);
  const killed = child.exitCode === null;
  child.kill("SIGKILL");
  await exit;
  return killed;
}

function start(input: DeployProcessInput): ChildProcess {
  return spawn(process.execPath, [DEPLOY, JSON.stringify(input)], { stdio: ["ignore", "pipe", "inherit"] });
}

async function assertConverged(client: ZoneClient, result: ZoneResult, project: string, changed: boolean, zone: Zone) {
  assert.ok(["succeeded", "unchanged"].includes(result.outcome), JSON.stringify(result.errors));
  const manifests = changed ? changedManifests(project) : richManifests(project);
  const secrets = new Map([["password", changed ? "second-canary" : "first-canary"]]);
  const { plan } = await prepare(client, treeOf(project, manifests, zone.context.name), secrets);
  assert.deepEqual(plan.changes, [], "the next plan is not empty");
  assert.deepEqual(await everythingOf(client, project), manifests.map(objectId).sort());
}

/** Every object that was written for the project, of any kind that the zone knows. */
async function everythingOf(client: ZoneClient, project: string): Promise<string[]> {
  const kinds = [...(await client.kinds()).values()];
  const lists = kinds.map(async (kind) => {
    const list = client.list(kind, { labelSelector: projectSelector(project) });
    // A kind whose definition was deleted is told of for some seconds more.
    return list.catch((error) => (isMissing(error) ? NOTHING : Promise.reject(error)));
  });
  const objects = (await Promise.all(lists)).flatMap(({ items }) => items);
  return objects
    .filter((object) => isPrunable(object))
    .map((object: Manifest) => objectId(object))
    .sort();
}

const NOTHING = { items: [] as readonly LiveObject[], resourceVersion: "" };

function isMissing(error: unknown): boolean {
  return error instanceof ZoneError && error.kind === "not-found";
}

/** A CLI whose parent was killed must end, too. */
async function assertNoProcess(folder: string): Promise<void> {
  if (process.platform !== "linux") return;
  await until("no process is left behind", async () => (await processesIn(folder)).length === 0);
}

async function processesIn(folder: string): Promise<string[]> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const folders = processes.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => ""));
  const inside = await Promise.all(folders);
  return processes.filter((_, index) => inside[index]?.startsWith(folder));
}
