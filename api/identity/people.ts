import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { AccountError, noSuchPerson } from "./account-error.ts";
import { PERSON_COLUMNS, type Person, toPerson } from "./person.ts";

export async function findPerson(database: Kysely<Database>, email: string): Promise<Person | undefined> {
  const row = await database.selectFrom("people").select(PERSON_COLUMNS).where("email", "=", email).executeTakeFirst();
  return row && toPerson(row);
}

/** Of many at the same time with one e-mail address, one becomes a person; the others get AccountError "email-taken". */
export async function addPerson(
  database: Kysely<Database>,
  person: { readonly email: string; readonly name: string; readonly operator?: boolean },
): Promise<Person> {
  const row = await database
    .insertInto("people")
    .values({ id: randomUUID(), email: person.email, name: person.name, operator: person.operator === true })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning(PERSON_COLUMNS)
    .executeTakeFirst();
  if (row) return toPerson(row);
  throw new AccountError("email-taken", `somebody has signed up with ${person.email} already; sign in instead`);
}

/** Throws AccountError "no-such-person". */
export async function renamePerson(database: Kysely<Database>, personId: string, name: string): Promise<Person> {
  const row = await database
    .updateTable("people")
    .set({ name, updated_at: sql<Date>`now()` })
    .where("id", "=", personId)
    .returning(PERSON_COLUMNS)
    .executeTakeFirst();
  if (row) return toPerson(row);
  throw noSuchPerson();
}

/** The hash of the password that belongs to an e-mail address; undefined when nobody has it, or no password. */
export async function passwordOfEmail(database: Kysely<Database>, email: string): Promise<string | undefined> {
  const row = await database
    .selectFrom("people")
    .innerJoin("accounts", "accounts.person_id", "people.id")
    .select("accounts.password")
    .where("people.email", "=", email)
    .where("accounts.provider_id", "=", "credential")
    .executeTakeFirst();
  return row?.password ?? undefined;
}

/** Whether that hash still holds. Waits for a change that is under way: it ends sessions only after it has this lock. */
export async function hasPassword(database: Kysely<Database>, personId: string, hash: string): Promise<boolean> {
  const row = await database
    .selectFrom("accounts")
    .select("password")
    .where("provider_id", "=", "credential")
    .where("account_id", "=", personId)
    .forShare()
    .executeTakeFirst();
  return row?.password === hash;
}

/** The hash of a person's password; null: has none yet. Throws AccountError "no-such-person". */
export async function passwordOf(database: Kysely<Database>, personId: string): Promise<string | null> {
  const row = await database
    .selectFrom("people")
    .leftJoin("accounts", (join) =>
      join.onRef("accounts.person_id", "=", "people.id").on("accounts.provider_id", "=", "credential"),
    )
    .select("accounts.password")
    .where("people.id", "=", personId)
    .executeTakeFirst();
  if (row) return row.password;
  throw noSuchPerson();
}

/** Sets the hash if it still is `old`, null meaning none. @returns whether it was */
export async function replacePassword(
  database: Kysely<Database>,
  personId: string,
  old: string | null,
  hash: string,
): Promise<boolean> {
  const written = await database
    .insertInto("accounts")
    .values({
      id: randomUUID(),
      person_id: personId,
      provider_id: "credential",
      account_id: personId,
      password: hash,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["provider_id", "account_id"])
        .doUpdateSet({ password: hash, updated_at: sql<Date>`now()` })
        .where("accounts.password", "is not distinct from", old),
    )
    .returning("id")
    .executeTakeFirst();
  return written !== undefined;
}
