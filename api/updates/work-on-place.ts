import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely, Selectable } from "kysely";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import type { Database, UpdateTable } from "../database/tables.ts";
import { isDatabaseAway } from "../http/problem-of-error.ts";
import type { OpenPlatform } from "../serve.ts";
import {
  type BegunUpdate,
  beginNext,
  hasOpenUpdate,
  isCancelRequested,
  MOST_CRASHES,
  type Place,
} from "./begin-update.ts";
import { type EndedUpdate, endUpdate, releaseUpdate } from "./end-update.ts";
import { Interruption } from "./interruption.ts";
import { type Holder, keepEventsOfHolder, NotHeldError } from "./keep-events.ts";
import type { ToldEvent } from "./kept-event.ts";
import { databaseAway, runUpdate } from "./run-update.ts";
import { notice } from "./status-codes.ts";
import { EventLog } from "./update-events.ts";
import type { WorkerSession } from "./worker-session.ts";

/** Whatever keeps it from ending. */
const MOST_ATTEMPTS = 50;
/** Milliseconds that an update may take: what waits for containers ends long before. */
const LONGEST = 30 * 60_000;
/** Milliseconds in which an interrupted update has to end. */
const END_PATIENCE = 60_000;
const RETRIES = 5;

export interface WorkContext {
  readonly platform: OpenPlatform;
  /** The worker's own connections. */
  readonly database: Kysely<Database>;
  readonly session: WorkerSession;
  /** Fires, with an `Interruption`, when the worker is stopped and its patience is over. */
  readonly stopping: AbortSignal;
  /** Whether nothing new is to be begun. */
  readonly isClosing: () => boolean;
}

/**
 * Runs what is to be run for a project in a zone, until nothing is left. Others that come for the same place meanwhile go
 * away again: whoever holds its lock looks once more after letting go of it, so nothing is missed.
 *
 * @throws when the database is away, or nobody can tell any more whether the update is this worker's
 */
export async function workOnPlace(context: WorkContext, place: Place): Promise<void> {
  const { session, database } = context;
  while (!context.isClosing() && (await hasOpenUpdate(database, place))) {
    const lock = await session.tryLockUpdate(place.projectId, place.zoneId);
    if (!lock) return;
    let released: Holder | undefined;
    try {
      while (!released && !context.isClosing()) {
        const begun = await beginNext(database, session.id, place);
        if (!begun) break;
        released = await carryThrough(context, begun).catch(unlessGone);
      }
    } finally {
      await lock.release();
    }
    // After the lock, or whoever is told of it could not take it.
    if (released) await releaseUpdate(database, released);
  }
}

/** Without its project, which was deleted, it has no end to be written down. A worker that was taken for dead stops anyway. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof NotHeldError)) throw error;
}

/** From begun to ended. Resolves to the update when it shall be gone on with by another worker. */
async function carryThrough(context: WorkContext, begun: BegunUpdate): Promise<Holder | undefined> {
  const { row, nextEvent } = begun;
  const holder: Holder = { updateId: row.id, workerId: context.session.id, attempt: row.attempt };
  if (row.cancel_requested) return end(context, holder, { row, state: "cancelled", events: [], nextEvent });
  if (row.crashes > MOST_CRASHES || row.attempt > MOST_ATTEMPTS)
    return end(context, holder, { row, ...givenUp(row), nextEvent });
  const { metrics, log } = context.platform;
  log.info({ ...facts(row), first: begun.first }, "update begun");
  if (!begun.first) metrics.resumed.inc();
  metrics.running.inc();
  const stopTimer = metrics.updates.startTimer({ operation: row.operation });
  let outcome: string | undefined;
  try {
    const ended = await run(context, holder, begun);
    if (!ended) {
      log.info(facts(row), "update handed on");
      return holder;
    }
    await end(context, holder, ended);
    outcome = ended.state;
  } finally {
    metrics.running.dec();
    if (outcome) stopTimer({ outcome });
  }
  return undefined;
}

/** Resolves to nothing when another worker shall go on with it. */
async function run(context: WorkContext, holder: Holder, begun: BegunUpdate): Promise<EndedUpdate | undefined> {
  const { platform, database, session } = context;
  const interrupt = new AbortController();
  const log = new EventLog(
    begun.nextEvent,
    (first, texts) => keepEventsOfHolder(database, holder, first, texts),
    (error) => interrupt.abort(databaseAway(error)),
  );
  const stopListening = interruptWhenAsked(context, begun.row.id, interrupt);
  try {
    const result = await orStuck(
      runUpdate({ platform, databaseUrl: platform.databaseUrl, database, log, interrupt }, begun),
      interrupt.signal,
    );
    const reason: unknown = interrupt.signal.reason;
    const why = result?.outcome === "cancelled" || !result ? reason : undefined;
    if (why instanceof Interruption && why.kind === "stopping") {
      await log.close();
      return undefined;
    }
    if (why !== undefined && !isFinal(why)) throw why;
    // What went wrong may be that the database is gone, unnoticed so far: then it has not ended.
    if (result?.outcome !== "succeeded") await session.verify();
    const nextEvent = await log.close();
    return { row: begun.row, ...endOf(result, why, begun.first), nextEvent };
  } catch (error) {
    interrupt.abort(databaseAway(error));
    platform.log.warn({ ...facts(begun.row), err: error }, "update broken off");
    throw error;
  } finally {
    stopListening();
    await log.close().catch(() => undefined);
  }
}

/** Cancelled by somebody, stopped, too long, or the worker is lost: whatever comes first. */
function interruptWhenAsked(context: WorkContext, updateId: string, interrupt: AbortController): () => void {
  const { platform, database, session, stopping } = context;
  const lose = () => interrupt.abort(session.lost.reason);
  const stop = () => interrupt.abort(stopping.reason);
  session.lost.addEventListener("abort", lose);
  stopping.addEventListener("abort", stop);
  if (session.lost.aborted) lose();
  if (stopping.aborted) stop();
  const look = () => {
    isCancelRequested(database, updateId).then(
      (asked) => {
        if (asked) interrupt.abort(new Interruption("cancelled", "the update was cancelled"));
      },
      // When the database is back everybody is told to look again.
      () => undefined,
    );
  };
  const stopListening = platform.notifications.listen("cancel", updateId, look);
  look();
  const minutes = LONGEST / 60_000;
  const timer = setTimeout(
    () => interrupt.abort(new Interruption("too-long", `the update was ended, since it took over ${minutes} minutes`)),
    LONGEST,
  );
  return () => {
    clearTimeout(timer);
    stopListening();
    session.lost.removeEventListener("abort", lose);
    stopping.removeEventListener("abort", stop);
  };
}

/** What is interrupted ends soon; what does not is left alone, and the worker begins anew without it. */
async function orStuck<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => {
      timer = setTimeout(() => reject(new StuckError("an interrupted update does not end")), END_PATIENCE);
    });
  });
  try {
    return await Promise.race([work, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

/** The worker must give up its session, so that others take over. */
export class StuckError extends Error {
  override readonly name = "StuckError";
}

function isFinal(why: unknown): why is Interruption {
  return why instanceof Interruption && (why.kind === "cancelled" || why.kind === "too-long");
}

function endOf(
  result: ZoneResult | undefined,
  why: Interruption | undefined,
  first: boolean,
): Pick<EndedUpdate, "state" | "events"> {
  if (!result) return { state: "cancelled", events: [] };
  const told: ZoneResult = why?.kind === "too-long" ? { ...result, outcome: "failed", errors: [tooLong(why)] } : result;
  // What there was to do has been done by those who began it.
  const state = told.outcome === "unchanged" && !first ? "succeeded" : told.outcome;
  return { state, events: [{ type: "result", zone: told.zone, result: { ...told, outcome: state } }] };
}

function tooLong({ message }: Interruption): Diagnostic {
  return { severity: "error", code: "update-too-long", message, fix: "look at what it waited for, and try it again" };
}

function givenUp({ crashes, attempt }: Selectable<UpdateTable>): Pick<EndedUpdate, "state" | "events"> {
  const message = `the update was ended: it was begun ${attempt} times, and ${crashes} workers have died while they ran it`;
  const events: ToldEvent[] = [{ type: "notice", notice: notice(703, message) }];
  return { state: "failed", events };
}

async function end(context: WorkContext, holder: Holder, ended: EndedUpdate): Promise<undefined> {
  for (let tries = 0; ; tries++) {
    try {
      await endUpdate(context.database, holder, ended);
      break;
    } catch (error) {
      if (tries === RETRIES || context.session.lost.aborted || !isTransient(error)) throw error;
      await sleep(200 * (tries + 1));
    }
  }
  context.platform.log.info({ ...facts(ended.row), state: ended.state }, "update ended");
  return undefined;
}

/** Who looks into logs after a trouble wants to know what ran where at the same time. */
function facts({ id, project_id, zone_id, attempt }: Selectable<UpdateTable>) {
  return { update: id, project: project_id, zone: zone_id, attempt };
}

/** A broken connection, or two transactions that met (40P01, 40001). */
function isTransient(error: unknown): boolean {
  return isDatabaseAway(error) || ["40P01", "40001"].includes((error as NodeJS.ErrnoException).code ?? "");
}
