import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict, notFound } from "../http/problem.ts";
import type { PersonFacts } from "./caller.ts";

const COLUMNS = ["id", "email", "name", "operator"] as const;

export async function findPersonById(database: Kysely<Database>, personId: string): Promise<PersonFacts> {
  const row = await database.selectFrom("people").select(COLUMNS).where("id", "=", personId).executeTakeFirst();
  if (row) return row;
  throw notFound("person", personId);
}

/**
 * People whose name or e-mail address holds a text, by e-mail address.
 *
 * @param after e-mail address that a page before ended with
 */
export function searchPeople(
  database: Kysely<Database>,
  options: { readonly search?: string | undefined; readonly operator?: boolean | undefined; readonly after?: string },
): ReturnType<typeof selectPeople> {
  const { search, operator, after } = options;
  let people = selectPeople(database);
  if (search !== undefined) {
    people = people.where(
      sql<boolean>`(strpos(email, lower(${search})) > 0 or strpos(lower(name), lower(${search})) > 0)`,
    );
  }
  if (operator !== undefined) people = people.where("operator", "=", operator);
  if (after !== undefined) people = people.where("email", ">", after);
  return people.orderBy("email");
}

function selectPeople(database: Kysely<Database>) {
  return database.selectFrom("people").select(COLUMNS);
}

/** Makes somebody an operator, or no longer one. Throws Problem "conflict": a platform has one at least. */
export async function setOperator(
  transaction: Kysely<Database>,
  personId: string,
  operator: boolean,
): Promise<PersonFacts> {
  // All operators are held, so that two who take it from each other do not both succeed.
  const operators = await transaction
    .selectFrom("people")
    .select("id")
    .where("operator", "=", true)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const person = await findPersonById(transaction, personId);
  if (!operator && person.operator && operators.length === 1) {
    throw conflict("this is the last operator of the platform; make somebody else an operator first");
  }
  await transaction
    .updateTable("people")
    .set({ operator, updated_at: sql<Date>`now()` })
    .where("id", "=", personId)
    .execute();
  return { ...person, operator };
}

/** Takes away the password and all sessions, so that whoever has either of them is out. */
export async function forgetPassword(transaction: Kysely<Database>, personId: string): Promise<void> {
  await transaction
    .deleteFrom("accounts")
    .where("person_id", "=", personId)
    .where("provider_id", "=", "credential")
    .execute();
  await transaction.deleteFrom("sessions").where("person_id", "=", personId).execute();
}
