import { isIPv6 } from "node:net";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { PERSON_COLUMNS, type Person, toPerson } from "./person.ts";

/** Of one person, newest first. */
const LONGEST_LIST = 100;

/** What a person is shown of a session. */
export interface Session {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** IP address it was begun from. */
  readonly address?: string;
  readonly userAgent?: string;
}

/**
 * Asks whose session a token is: one statement, and nothing is kept in memory, so that an ended session ends at once.
 * The statement is built once, because each request with a cookie asks it, and building it takes as long as asking.
 */
export function sessionFinder(
  database: Kysely<Database>,
): (token: string) => Promise<{ person: Person; sessionId: string } | undefined> {
  const statement = database
    .selectFrom("sessions")
    .innerJoin("people", "people.id", "sessions.person_id")
    .select(PERSON_COLUMNS)
    .select("sessions.id as session_id")
    .where("sessions.token", "=", "the only parameter")
    .where("sessions.expires_at", ">", sql<Date>`now()`)
    .compile();
  return async (token) => {
    const asked: typeof statement = { ...statement, parameters: [token] };
    const [row] = (await database.executeQuery(asked)).rows;
    return row && { person: toPerson(row), sessionId: row.session_id };
  };
}

export async function listSessions(database: Kysely<Database>, personId: string): Promise<readonly Session[]> {
  const rows = await database
    .selectFrom("sessions")
    .select(["id", "created_at", "expires_at", "ip_address", "user_agent"])
    .where("person_id", "=", personId)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(LONGEST_LIST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.ip_address && { address: shortAddress(row.ip_address) }),
    ...(row.user_agent && { userAgent: row.user_agent }),
  }));
}

/** better-auth writes out every digit of an IPv6 address. */
function shortAddress(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

/** Whether there was one that had not ended by itself. */
export async function endSession(database: Kysely<Database>, personId: string, sessionId: string): Promise<boolean> {
  const ended = await database
    .deleteFrom("sessions")
    .where("id", "=", sessionId)
    .where("person_id", "=", personId)
    .returning("expires_at")
    .executeTakeFirst();
  return ended !== undefined && ended.expires_at.getTime() > Date.now();
}

/** @returns how many ended */
export async function endOtherSessions(
  database: Kysely<Database>,
  personId: string,
  kept: string | undefined,
): Promise<number> {
  let statement = database.deleteFrom("sessions").where("person_id", "=", personId);
  if (kept !== undefined) statement = statement.where("id", "<>", kept);
  return Number((await statement.executeTakeFirst()).numDeletedRows);
}
