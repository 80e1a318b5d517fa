import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import type { Who } from "../views/who.ts";

/**
 * Tells who stands behind names of callers as rows keep them (`callerName`), of a whole page with two statements.
 *
 * @returns by the name that was given; every given name is in it
 */
export async function tellWho(
  database: Kysely<Database>,
  callers: Iterable<string>,
): Promise<ReadonlyMap<string, Who>> {
  const names = [...new Set(callers)];
  const [people, keys] = await Promise.all([
    findPeople(database, idsOf(names, PERSON)),
    findKeys(database, idsOf(names, KEY)),
  ]);
  return new Map(names.map((name) => [name, who(name, people, keys)]));
}

const PERSON = "person:";
const KEY = "key:";

function idsOf(names: readonly string[], kind: string): string[] {
  return names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
}

async function findPeople(database: Kysely<Database>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.selectFrom("people").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type KeyRow = Awaited<ReturnType<typeof selectKeys>>[number];

async function findKeys(database: Kysely<Database>, ids: readonly string[]): Promise<Map<string, KeyRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await selectKeys(database, ids)).map((row) => [row.id, row]));
}

function selectKeys(database: Kysely<Database>, ids: readonly string[]) {
  return database
    .selectFrom("api_keys")
    .leftJoin("people", "people.id", "api_keys.person_id")
    .select(["api_keys.id", "api_keys.name", "api_keys.start", "api_keys.project_id", "people.name as person"])
    .where("api_keys.id", "in", ids)
    .execute();
}

function who(name: string, people: ReadonlyMap<string, string>, keys: ReadonlyMap<string, KeyRow>): Who {
  if (name.startsWith(PERSON)) {
    const id = name.slice(PERSON.length);
    return { kind: "person", id, name: people.get(id) ?? null, keyStart: null };
  }
  if (!name.startsWith(KEY)) {
    return { kind: name === "nobody" ? "nobody" : "platform", id: null, name: null, keyStart: null };
  }
  const id = name.slice(KEY.length);
  const key = keys.get(id);
  if (key?.project_id) return { kind: "project-key", id, name: key.name, keyStart: key.start };
  return { kind: "key", id, name: key?.person ?? null, keyStart: key?.start ?? null };
}
