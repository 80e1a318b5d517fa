import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../../database/tables.ts";
import { mistake, Problem } from "../../http/problem.ts";
import { time } from "../../operations/names.ts";
import type { Caller } from "../caller.ts";

const LONGEST_DAYS = 3650;
const DAY = 24 * 3600 * 1000;

/** How a request says when a key is to end. */
export const KeyLifetime = {
  expiresAt: time.optional().describe(`When it ends, in at most ${LONGEST_DAYS} days. Default: never`),
  expiresInDays: z.int().min(1).max(LONGEST_DAYS).optional().describe("Instead of `expiresAt`."),
};

/** When a new key is to end; null: never. Throws Problem "invalid". */
export function readLifetime(
  {
    expiresAt,
    expiresInDays,
  }: { readonly expiresAt?: string | undefined; readonly expiresInDays?: number | undefined },
  now = Date.now(),
): Date | null {
  if (expiresInDays !== undefined) {
    if (expiresAt !== undefined) {
      throw mistake(["expiresAt"], "told-twice", "expiresAt and expiresInDays say the same", "give one of them");
    }
    return new Date(now + expiresInDays * DAY);
  }
  if (expiresAt === undefined) return null;
  const end = new Date(expiresAt);
  if (end.getTime() > now && end.getTime() <= now + LONGEST_DAYS * DAY) return end;
  throw mistake(["expiresAt"], "out-of-range", `expiresAt is not within the next ${LONGEST_DAYS} days`);
}

/**
 * When a new key ends at the latest: a key makes none that goes on after it. Holds the maker's row until the transaction
 * ends, so that a key that is being revoked makes none that its revocation would miss.
 *
 * @param wanted null: never
 * @throws Problem "not-permitted" when it is to outlive the key that makes it; "not-signed-in" when that has just been revoked
 */
export async function endWithMaker(
  transaction: Kysely<Database>,
  caller: Caller,
  wanted: Date | null,
): Promise<Date | null> {
  if (caller.kind === "session") return wanted;
  const maker = await transaction
    .selectFrom("api_keys")
    .select("expires_at")
    .where("id", "=", caller.keyId)
    .where("revoked_at", "is", null)
    .forShare()
    .executeTakeFirst();
  if (!maker) throw new Problem("not-signed-in", "the key has been revoked");
  const last = maker.expires_at;
  if (last === null || (wanted !== null && wanted <= last)) return wanted;
  if (wanted === null) return last;
  throw new Problem("not-permitted", `a key makes none that goes on after it: this one ends at ${last.toISOString()}`);
}
