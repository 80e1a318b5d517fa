import { type Kysely, sql } from "kysely";
import type { Database } from "../../database/tables.ts";

/**
 * Ends a key, and every key that was made with it: whoever has found a lost key may have made others. One generation after
 * the other, since a key under way is seen only by a statement that begins after it (see `endWithMaker`).
 *
 * @returns ids of the keys that were ended by it; none when the key had been revoked before
 */
export async function revokeKey(transaction: Kysely<Database>, keyId: string): Promise<readonly string[]> {
  const ended: string[] = [];
  let generation = await endKeys(transaction, "id", [keyId]);
  while (generation.length > 0) {
    ended.push(...generation);
    generation = await endKeys(transaction, "made_by_key", generation);
  }
  return ended;
}

async function endKeys(
  transaction: Kysely<Database>,
  by: "id" | "made_by_key",
  ids: readonly string[],
): Promise<string[]> {
  const rows = await transaction
    .updateTable("api_keys")
    .set({ revoked_at: sql<Date>`now()` })
    .where(by, "in", ids)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}
