import type { Platform } from "../platform.ts";
import { AccountError } from "./accounts.ts";
import type { PersonFacts } from "./caller.ts";

/** An address nobody receives mail at (RFC 6761, section 6.3): whoever it is runs this machine. */
const EMAIL = "you@espalier.localhost";

export async function hasOperator({ database }: Pick<Platform, "database">): Promise<boolean> {
  const row = await database.selectFrom("people").select("id").where("operator", "=", true).limit(1).executeTakeFirst();
  return row !== undefined;
}

/**
 * The operator who has been there longest; made when there is none yet. For who runs the server itself: it proves nothing
 * about who asks.
 *
 * @throws AccountError "email-taken" when somebody who is no operator has signed up with the address that is kept for this
 */
export async function firstOperator(
  { database, accounts }: Pick<Platform, "database" | "accounts">,
  name: string,
): Promise<PersonFacts> {
  const find = () =>
    database
      .selectFrom("people")
      .select(["id", "email", "name", "operator"])
      .where("operator", "=", true)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
  const known = await find();
  if (known) return known;
  try {
    return await accounts.createPerson({ email: EMAIL, name, operator: true });
  } catch (error) {
    // Two that start at the same time make one.
    const other = error instanceof AccountError && error.kind === "email-taken" ? await find() : undefined;
    if (other) return other;
    throw error;
  }
}
