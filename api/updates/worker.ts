import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger as QueueLogger, runTaskList, type Task, type WorkerEvents, type WorkerPool } from "graphile-worker";
import type { Logger } from "pino";
import { type Connection, connectDatabase } from "../database/connect.ts";
import type { OpenPlatform } from "../serve.ts";
import { removeProject } from "./end-update.ts";
import { Interruption } from "./interruption.ts";
import { addUpdateJob, REMOVE_PROJECT_TASK, UPDATE_TASK } from "./jobs.ts";
import { recoverDeadWorkers, watchWorkers } from "./recover.ts";
import { ENDED_STATES } from "./update-row.ts";
import { StuckError, workOnPlace } from "./work-on-place.ts";
import { WorkerSession } from "./worker-session.ts";

/** For the queue, events and states; the session and its locks have a connection of their own. */
const CONNECTIONS = 4;
/** Milliseconds between two looks into the queue; notifications come first. */
const POLL = 1_000;
/** Milliseconds that running updates are given to end when the worker is stopped. */
const STOP_PATIENCE = 5_000;
/** Milliseconds for what is interrupted to let go. */
const LET_GO_PATIENCE = 20_000;
/** Milliseconds between two looks whether the queue is still asking for jobs, and how many there are. */
const SETTLE = 20;
const MOST_WAITS = 250;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1_000;

export interface WorkerOptions {
  /** Updates that run at the same time. */
  readonly concurrency: number;
}

export interface Worker {
  /**
   * Takes nothing new, lets updates end for some seconds, then interrupts those that have not, so that another worker goes
   * on with them at once.
   */
  stop(): Promise<void>;
}

/**
 * Works on updates until it is stopped. When its database is away it interrupts what it runs, since others may go on with
 * that, and begins anew when the database is back. Resolves when it takes updates for the first time.
 */
export async function startWorker(platform: OpenPlatform, { concurrency }: WorkerOptions): Promise<Worker> {
  const { log, databaseUrl } = platform;
  const onError = (error: unknown) => log.warn({ err: error }, "the worker's database is away");
  const connection = connectDatabase(databaseUrl, { connections: CONNECTIONS, onError });
  const watch = watchWorkers({ database: connection.database, log });
  const stopped = new AbortController();
  const begun = Promise.withResolvers<void>();
  const running = runSessions(platform, connection, concurrency, stopped.signal, begun.resolve);
  running.catch(begun.reject);
  await begun.promise;
  return {
    async stop() {
      stopped.abort();
      await running;
      await watch.stop();
      await connection.close();
    },
  };
}

/** One session after the other: each ends when the database has been away. */
async function runSessions(
  platform: OpenPlatform,
  connection: Connection,
  concurrency: number,
  stopped: AbortSignal,
  onBegun: () => void,
): Promise<void> {
  const { log } = platform;
  for (let pause = FIRST_PAUSE; !stopped.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    let session: WorkerSession;
    try {
      session = await WorkerSession.begin(platform.databaseUrl);
    } catch (error) {
      log.warn({ err: error }, "the worker cannot begin, it tries again");
      await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
      continue;
    }
    pause = FIRST_PAUSE;
    const work = new SessionWork(platform, connection, session, concurrency);
    await work.begin(log);
    onBegun();
    await work.untilOver(stopped);
    await session.end();
  }
}

/** What is done while one session lasts. */
class SessionWork {
  readonly #platform: OpenPlatform;
  readonly #connection: Connection;
  readonly #session: WorkerSession;
  readonly #stopping = new AbortController();
  readonly #jobs = new Set<Promise<unknown>>();
  /** Those of the queue's workers that are asking the database for a job. */
  readonly #asking = new Set<unknown>();
  readonly #pool: WorkerPool;
  #closing = false;

  constructor(platform: OpenPlatform, connection: Connection, session: WorkerSession, concurrency: number) {
    this.#platform = platform;
    this.#connection = connection;
    this.#session = session;
    const { log } = platform;
    this.#pool = runTaskList(
      {
        concurrency,
        pollInterval: POLL,
        noHandleSignals: true,
        logger: queueLogger(log),
        events: askingEvents(this.#asking),
        // Without a batch a job whose end cannot be written down would be an unhandled rejection.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      },
      { [UPDATE_TASK]: this.#task(this.#update), [REMOVE_PROJECT_TASK]: this.#task(this.#removeProject) },
      connection.pool,
    );
    // It ends early when it cannot write to its tables; then the session is of no use either.
    this.#pool.promise.then(
      () => this.#closing || session.abandon(new Error("the queue has stopped")),
      (error: Error) => this.#closing || session.abandon(error),
    );
  }

  /** What the queue locks is known to be ours from here on. */
  async begin(log: Logger): Promise<void> {
    await this.#session.setQueueId(this.#pool.id).catch(() => undefined);
    await recoverDeadWorkers(this.#connection.database, log).catch(() => undefined);
  }

  /** Resolves when the session is lost, or when everything has ended after a stop. */
  async untilOver(stopped: AbortSignal): Promise<void> {
    await firstOf(stopped, this.#session.lost);
    this.#closing = true;
    const { aborted: isLost } = this.#session.lost;
    const shutDown = this.#shutDown();
    const idle = this.#untilIdle();
    if (!isLost) await Promise.race([idle, delay(STOP_PATIENCE), firstOf(this.#session.lost)]);
    this.#stopping.abort(new Interruption("stopping", "the worker is being stopped"));
    await Promise.race([idle, delay(LET_GO_PATIENCE)]);
    // Without a database the queue would try for long to write down what is of no matter any more.
    if (!isLost) await Promise.race([shutDown, delay(STOP_PATIENCE)]);
  }

  /** A queue that is stopped while it asks for a job in vain takes that for a disaster, and shouts. */
  async #shutDown(): Promise<void> {
    for (let waits = 0; this.#asking.size > 0 && waits < MOST_WAITS; waits++) await delay(SETTLE);
    await Promise.resolve(this.#pool.gracefulShutdown()).catch(() => undefined);
  }

  async #untilIdle(): Promise<void> {
    while (this.#jobs.size > 0) await Promise.allSettled(this.#jobs);
  }

  #task(run: (payload: unknown) => Promise<void>): Task {
    return async (payload) => {
      const job = run.call(this, payload);
      this.#jobs.add(job);
      try {
        await job;
      } catch (error) {
        if (error instanceof StuckError) this.#session.abandon(error);
        throw error;
      } finally {
        this.#jobs.delete(job);
      }
    };
  }

  async #update(payload: unknown): Promise<void> {
    const { updateId } = payload as { updateId: string };
    const { database } = this.#connection;
    // Taken in the last moment: for somebody else.
    if (this.#closing) return addUpdateJob(database, updateId);
    const row = await database
      .selectFrom("updates")
      .select(["project_id", "zone_id", "state"])
      .where("id", "=", updateId)
      .executeTakeFirst();
    if (!row || ENDED_STATES.has(row.state)) return;
    await workOnPlace(
      {
        platform: this.#platform,
        database,
        session: this.#session,
        stopping: this.#stopping.signal,
        isClosing: () => this.#closing,
      },
      { projectId: row.project_id, zoneId: row.zone_id },
    );
  }

  async #removeProject(payload: unknown): Promise<void> {
    await removeProject(this.#connection.database, (payload as { projectId: string }).projectId);
  }
}

function askingEvents(asking: Set<unknown>): WorkerEvents {
  const events = new EventEmitter() as WorkerEvents;
  events.on("worker:getJob:start", ({ worker }) => void asking.add(worker));
  events.on("worker:getJob:error", ({ worker }) => void asking.delete(worker));
  events.on("worker:getJob:empty", ({ worker }) => void asking.delete(worker));
  events.on("job:start", ({ worker }) => void asking.delete(worker));
  return events;
}

/** The queue tells of every job; that is for looking closely only. */
function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === "error") log.warn({ queue: message }, "the queue has trouble");
    else log.trace({ queue: message }, "queue");
  });
}

function firstOf(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  if (any.aborted) return Promise.resolve();
  return new Promise((resolve) => any.addEventListener("abort", () => resolve(), { once: true }));
}

function delay(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}
