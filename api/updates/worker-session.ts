import { hostname } from "node:os";
import pg from "pg";
import type { UpdateLock } from "../../engine/update-lock.ts";
import { newId } from "../new-id.ts";
import { updateLock, workerLock } from "./locks.ts";

/** Milliseconds between two heartbeats. */
const HEARTBEAT = 3_000;
/** Milliseconds after which a database that does not answer counts as lost; well before others take this worker for dead. */
const PATIENCE = 6_000;

/** Why a worker must stop at once: it cannot know any more that nobody else runs its updates. */
export class SessionLostError extends Error {
  override readonly name = "SessionLostError";
}

/**
 * One connection by which a worker is known to be alive: its row in `workers`, its lock, and the locks of the updates it
 * runs. When the connection ends all that ends with it, and `lost` tells.
 */
export class WorkerSession {
  readonly id = newId();
  readonly #client: pg.Client;
  readonly #lost = new AbortController();
  readonly #held = new Set<string>();
  #queue: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  private constructor(client: pg.Client) {
    this.#client = client;
    client.on("error", (error) => this.#lose(error));
    client.on("end", () => this.#lose(new Error("the connection has ended")));
  }

  /** Rejects when the database does not answer. */
  static async begin(databaseUrl: string): Promise<WorkerSession> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
      keepAlive: true,
      application_name: "espalier worker",
    });
    const session = new WorkerSession(client);
    try {
      await client.connect();
      await session.#register();
      return session;
    } catch (error) {
      session.#ended = true;
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Fires, with SessionLostError, when this worker may have been taken for dead. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** The lock for updates of a project in a zone; undefined when somebody holds it, here or elsewhere. */
  async tryLockUpdate(projectId: string, zoneId: string): Promise<UpdateLock | undefined> {
    const name = updateLock(projectId, zoneId);
    // The same session would be given it twice.
    if (this.#held.has(name)) return undefined;
    this.#held.add(name);
    try {
      const { rows } = await this.#query<{ locked: boolean }>(
        "select pg_try_advisory_lock(hashtextextended($1, 0)) as locked",
        [name],
      );
      if (rows[0]?.locked) return { release: () => this.#unlock(name) };
    } catch (error) {
      this.#held.delete(name);
      throw error;
    }
    this.#held.delete(name);
    return undefined;
  }

  /** Says what the queue knows this worker's locks by. */
  async setQueueId(queueId: string): Promise<void> {
    await this.#query("update workers set queue_id = $2 where id = $1", [this.id, queueId]);
  }

  /** Rejects when the session is lost, which may not have been noticed yet. */
  async verify(): Promise<void> {
    await this.#beat();
    this.lost.throwIfAborted();
  }

  /** Gives the session up, as if the connection had broken. */
  abandon(reason: Error): void {
    this.#lose(reason);
  }

  /** For a worker that has nothing left to do. */
  async end(): Promise<void> {
    if (!this.#lost.signal.aborted) {
      clearTimeout(this.#timer);
      this.#ended = true;
      // Before its lock is free: a row without a lock is a dead worker's.
      await this.#query("delete from workers where id = $1", [this.id]).catch(() => undefined);
    }
    await this.#client.end().catch(() => undefined);
  }

  /** The lock comes first, for the same reason. */
  async #register(): Promise<void> {
    await this.#client.query("select pg_advisory_lock(hashtextextended($1, 0))", [workerLock(this.id)]);
    await this.#client.query("insert into workers (id, host, pid) values ($1, $2, $3)", [
      this.id,
      hostname(),
      process.pid,
    ]);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#beat().then(
        () => this.#schedule(),
        () => undefined,
      );
    }, HEARTBEAT);
  }

  async #beat(): Promise<void> {
    const { rowCount } = await this.#query("update workers set heartbeat_at = now() where id = $1", [this.id]);
    if (rowCount === 0) this.#lose(new Error("it was taken for dead"));
    this.lost.throwIfAborted();
  }

  async #unlock(name: string): Promise<void> {
    if (!this.lost.aborted) {
      await this.#query("select pg_advisory_unlock(hashtextextended($1, 0))", [name]).catch(() => undefined);
    }
    this.#held.delete(name);
  }

  /** One after the other, as the connection can. */
  async #query<T extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<T>> {
    const answer = this.#queue.then(() => {
      this.lost.throwIfAborted();
      return this.#client.query<T>(text, [...values]);
    });
    this.#queue = answer.catch(() => undefined);
    try {
      return await answer;
    } catch (error) {
      this.#lose(error);
      throw this.lost.reason;
    }
  }

  #lose(error: unknown): void {
    if (this.#ended || this.#lost.signal.aborted) return;
    clearTimeout(this.#timer);
    const why = error instanceof Error ? error.message : String(error);
    this.#lost.abort(new SessionLostError(`the worker has lost its connection to the database: ${why}`));
    void this.#client.end().catch(() => undefined);
  }
}
