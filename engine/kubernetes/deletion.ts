import { setTimeout as sleep } from "node:timers/promises";
import { type ApiKind, type LiveObject, ZoneError } from "../zone-client.ts";
import { objectPath } from "./object-path.ts";
import type { Transport } from "./transport.ts";

export interface DeleteOptions {
  readonly wait?: boolean;
  readonly propagation?: "Foreground" | "Background" | "Orphan";
  readonly signal?: AbortSignal;
}

interface Target {
  readonly kind: ApiKind;
  readonly namespace?: string;
  readonly name: string;
}

const POLL_FIRST = 20;
const POLL_LONGEST = 500;
const PATIENCE = 5 * 60_000;

/** Deletes an object and, when asked, waits until it, and not one of the same name made since, is gone. */
export async function deleteObject(transport: Transport, target: Target, options: DeleteOptions): Promise<void> {
  const { kind, namespace, name } = target;
  const path = objectPath(kind, namespace, name);
  const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: options.propagation ?? "Background" };
  const what = `delete ${kind.kind} "${name}"`;
  const signal = options.signal && { signal: options.signal };
  const answer = await transport.json<LiveObject>({ method: "DELETE", path, body, what, ...signal }).catch(absent);
  // An object that went at once is answered with a Status; some kinds answer with their last state all the same.
  if (!options.wait || answer === undefined || answer.kind === "Status") return;
  await untilGone(transport, path, answer.metadata.uid, what, options.signal);
}

async function untilGone(transport: Transport, path: string, uid: unknown, what: string, signal?: AbortSignal) {
  const deadline = performance.now() + PATIENCE;
  for (let wait = POLL_FIRST; ; wait = Math.min(wait * 2, POLL_LONGEST)) {
    const live = await transport
      .json<LiveObject>({ method: "GET", path, what, ...(signal && { signal }) })
      .catch(absent);
    if (live === undefined || live.metadata.uid !== uid) return;
    if (performance.now() > deadline) throw stuck(transport.zone, live, what);
    await sleep(wait, undefined, { ...(signal && { signal }) });
  }
}

function absent(error: unknown): undefined {
  if (error instanceof ZoneError && error.kind === "not-found") return undefined;
  throw error;
}

function stuck(zone: string, live: LiveObject, what: string): ZoneError {
  const finalizers = live.metadata.finalizers;
  const held = Array.isArray(finalizers) && finalizers.length ? `; held by finalizers ${finalizers.join(", ")}` : "";
  return new ZoneError(zone, "server", `zone "${zone}": ${what}: still there after 5 minutes${held}`);
}
