import type { Kysely } from "kysely";
import { dnsName } from "../../constructs/dns-name.ts";
import { deployProject, destroyProject } from "../../engine/index.ts";
import type { Redact } from "../../engine/redact.ts";
import type { UpdateEvent, ZoneResult } from "../../engine/update-events.ts";
import type { Database } from "../database/tables.ts";
import { projectKey } from "../definitions/project-key.ts";
import { isDatabaseAway } from "../http/problem-of-error.ts";
import { redactorOf } from "../live/project-secrets.ts";
import type { Platform } from "../platform.ts";
import { claimOfTier } from "../zones/connections.ts";
import type { BegunUpdate } from "./begin-update.ts";
import { eventWithout, resultWithout } from "./event-without-secrets.ts";
import { Interruption } from "./interruption.ts";
import { findPulumiHost } from "./pulumi-host.ts";
import { QuotaNotice } from "./quota-notice.ts";
import type { EventLog } from "./update-events.ts";
import { evaluateWork, readWork, type UpdateWork } from "./update-work.ts";

export interface UpdateRun {
  readonly platform: Platform;
  readonly databaseUrl: string;
  /** The worker's own connections. */
  readonly database: Kysely<Database>;
  readonly log: EventLog;
  /** Ends the update early; its reason is an `Interruption` or what the worker was lost by. */
  readonly interrupt: AbortController;
}

/**
 * Carries an update out: evaluate → plan → write → wait, told by events. The caller holds the lock for updates of the
 * project in the zone. What goes wrong in the zone or with the definition is a result.
 *
 * @returns undefined when the project is gone
 * @throws what the database driver threw, when the database is away; the result of an interrupted update is "cancelled"
 */
export async function runUpdate(run: UpdateRun, begun: BegunUpdate): Promise<ZoneResult | undefined> {
  const work = await readWork(run.database, begun.row);
  if (!work) return undefined;
  const started = performance.now();
  try {
    return await carryOut(run, begun, work);
  } catch (error) {
    // What belongs to the zone or the definition is in a result already; this is a key that does not fit, or a mistake.
    run.platform.log.error({ update: begun.row.id, err: error }, "an update could not be carried out");
    const message = `the update could not be carried out: ${error instanceof Error ? error.message : String(error)}`;
    return failedResult(work.zone.name, message, performance.now() - started);
  }
}

async function carryOut(run: UpdateRun, { row, first }: BegunUpdate, work: UpdateWork): Promise<ZoneResult> {
  const { platform, database, log, interrupt } = run;
  const { signal } = interrupt;
  const { project, zone, tier } = work;
  const named = { id: project.id, dataKey: project.data_key };
  // Before it is known what is deployed no container has said anything.
  let takeOut: Redact = (text) => text;
  const quota = new QuotaNotice(project.name, zone.name, (event) => log.add(event));
  const request = {
    zones: [platform.zones.zone(zone, claimOfTier(tier))],
    host: () =>
      findPulumiHost({ databaseUrl: run.databaseUrl, database, signal, onStateError: interruptIfAway(interrupt) }),
    onEvent: (event: UpdateEvent) => {
      const told = eventWithout(event, takeOut);
      quota.observe(told);
      // How it ends is written with its state, in one transaction.
      if (told.type !== "result") log.add(told);
    },
    signal,
    connect: () => platform.zones.lease(zone),
    lock: async () => ({ release: async () => undefined }),
    key: projectKey(platform, named),
  };
  const evaluate = async () => {
    try {
      takeOut = await redactorOf({ database, secretKey: platform.secretKey }, named);
      return await evaluateWork(database, platform, work, signal, (diagnostics) =>
        log.add({ type: "problems", diagnostics }),
      );
    } catch (error) {
      interruptIfAway(interrupt)(error);
      throw error;
    }
  };
  const [result] =
    row.operation === "up"
      ? await deployProject({ ...request, evaluate, settle: !first || row.retry_of !== null })
      : await destroyProject({ ...request, project: project.name, namespace: dnsName(project.name) });
  return resultWithout(result as ZoneResult, takeOut);
}

function interruptIfAway(interrupt: AbortController): (error: unknown) => void {
  return (error) => {
    if (isDatabaseAway(error)) interrupt.abort(databaseAway(error));
  };
}

export function databaseAway(cause: unknown): Interruption {
  return new Interruption("database-away", "what happens in the update cannot be written down", cause);
}

function failedResult(zone: string, message: string, milliseconds: number): ZoneResult {
  return {
    zone,
    outcome: "failed",
    created: 0,
    updated: 0,
    replaced: 0,
    deleted: 0,
    unchanged: 0,
    milliseconds: Math.round(milliseconds),
    addresses: [],
    errors: [{ severity: "error", code: "update-failed", message }],
  };
}
