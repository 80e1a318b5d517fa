import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveObject, ZoneClient } from "../zone-client.ts";
import { adminToken, readAuthority } from "./credentials.ts";
import { LocalZoneError } from "./local-zone-error.ts";
import { readPorts } from "./ports.ts";
import type { ZoneFolder } from "./zone-folder.ts";
import { isRecorded, logTail, runningProcess, startProcess, type ZoneProcess } from "./zone-process.ts";

const POLL_MILLISECONDS = 25;
const ANSWER_MILLISECONDS = 2000;
const PATIENCE_MILLISECONDS = 10_000;

export interface WaitOptions {
  /** Programs that must go on running meanwhile. */
  readonly processes: readonly string[];
  readonly seconds: number;
  /** Of these programs, those that end because the API server lets them wait for too long are started again. */
  readonly again?: readonly ZoneProcess[];
  readonly signal?: AbortSignal;
}

/**
 * A program is recorded by itself a moment after it was started, and while it becomes what it is to be it has no command
 * line: on a busy machine that reads the program from its disk both take their time.
 */
const RECORD_MILLISECONDS = 10_000;
const MISSED_MILLISECONDS = 500;
/** Time alone says nothing: where the whole machine stood still, the program had none of it. */
const MISSED_LOOKS = 3;

/** Polls until there is an answer; a program of the zone that ends meanwhile ends the wait with its log. */
export async function waitFor<T>(
  folder: ZoneFolder,
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  { processes, seconds, again = [], signal }: WaitOptions,
): Promise<T> {
  const until = Date.now() + seconds * 1000;
  const missing = new Map<string, { readonly since: number; readonly looks: number }>();
  for (;;) {
    signal?.throwIfAborted();
    const answer = await probe();
    if (answer !== undefined) return answer;
    for (const name of processes) {
      if (runningProcess(folder, name) !== undefined) {
        missing.delete(name);
        continue;
      }
      const { since, looks } = missing.get(name) ?? { since: Date.now(), looks: 0 };
      missing.set(name, { since, looks: looks + 1 });
      const patience = isRecorded(folder, name) ? MISSED_MILLISECONDS : RECORD_MILLISECONDS;
      if (looks + 1 < MISSED_LOOKS || Date.now() - since <= patience) continue;
      const impatient = hasGivenUp(folder, name) ? again.find((program) => program.name === name) : undefined;
      if (!impatient) throw ended(folder, name);
      missing.delete(name);
      startProcess(folder, impatient);
    }
    if (Date.now() > until) {
      throw new LocalZoneError(folder.zone, `${what} took longer than ${seconds} s; logs are in ${folder.logs}`);
    }
    await sleep(POLL_MILLISECONDS, undefined, { signal });
  }
}

/** The controller manager waits for the API server for 10 s, which a busy machine needs to start it. */
function hasGivenUp(folder: ZoneFolder, name: string): boolean {
  return /failed to wait for apiserver being healthy/.test(logTail(folder, name));
}

function ended(folder: ZoneFolder, name: string): LocalZoneError {
  const tail = logTail(folder, name) || "(it wrote nothing)";
  const why = /no space left on device/.test(tail) ? ", because the disk is full" : "";
  return new LocalZoneError(
    folder.zone,
    `${name} ended as it started${why}; its last lines in ${folder.logs}:\n${tail}`,
  );
}

/**
 * Whether the API server is ready, or gets so while it is waited for: one that has no time to answer on a busy machine is
 * not taken for broken.
 */
export async function doesApiserverAnswer(folder: ZoneFolder): Promise<boolean> {
  const until = Date.now() + PATIENCE_MILLISECONDS;
  while (!(await isApiserverReady(folder))) {
    if (Date.now() > until) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}

/** Whether the API server says that it is ready to serve every request. */
export async function isApiserverReady(folder: ZoneFolder): Promise<boolean> {
  const port = readPorts(folder)?.apiserver;
  const ca = readAuthority(folder);
  if (port === undefined || ca === undefined) return false;
  const headers = { authorization: `Bearer ${adminToken(folder)}` };
  return new Promise((resolve) => {
    const options = {
      host: "127.0.0.1",
      port,
      path: "/readyz",
      ca,
      headers,
      timeout: ANSWER_MILLISECONDS,
      agent: false,
    };
    const asking = request(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asking.on("timeout", () => asking.destroy());
    asking.on("error", () => resolve(false));
    asking.on("close", () => resolve(false));
    asking.end();
  });
}

/** Whether controllers work (they make the account that every pod runs as), and every node takes pods. */
export async function areControllersAndNodesReady(client: ZoneClient, nodes: number): Promise<boolean> {
  const account = await client.get("/ServiceAccount/default/default");
  if (!account) return false;
  const kind = (await client.kinds()).get("/Node");
  if (!kind) return false;
  const { items } = await client.list(kind, {});
  return items.filter(takesPods).length >= nodes;
}

function takesPods(node: LiveObject): boolean {
  const { conditions } = (node.status ?? {}) as { conditions?: { type: string; status: string }[] };
  const { taints } = (node.spec ?? {}) as { taints?: unknown[] };
  return !taints?.length && Boolean(conditions?.some(({ type, status }) => type === "Ready" && status === "True"));
}
