import { type Kysely, sql } from "kysely";
import { CHANNEL } from "../database/notifications.ts";
import type { Database } from "../database/tables.ts";

/** ms in which the rings of many writes become one statement: a NOTIFY in a transaction makes commits wait for each other. */
const GATHERED = 20;

/**
 * Wakes whoever follows a project, in every process, after a write to it was committed. A ring that is lost with its process
 * costs a follower a few seconds: it looks by itself, too.
 */
export class ProjectBells {
  readonly #database: Kysely<Database>;
  readonly #onError: (error: unknown) => void;
  readonly #rung = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #ringing: Promise<void> = Promise.resolve();

  constructor(database: Kysely<Database>, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  ring(projectId: string): void {
    this.#rung.add(projectId);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#ringing = this.#ringing.then(() => this.#ringAll());
    }, GATHERED);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#rung.clear();
    await this.#ringing;
  }

  async #ringAll(): Promise<void> {
    const ids = [...this.#rung];
    this.#rung.clear();
    try {
      await sql`select pg_notify(${CHANNEL.project}, id) from unnest(${ids}::text[]) as id`.execute(this.#database);
    } catch (error) {
      this.#onError(error);
    }
  }
}

/** The same within a transaction that notifies anyway, for those who are no API. */
export async function ringProject(transaction: Kysely<Database>, projectId: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL.project}, ${projectId})`.execute(transaction);
}
