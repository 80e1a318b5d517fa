import { isDeepStrictEqual } from "node:util";
import { type Kysely, sql } from "kysely";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import type { SecretKey } from "../../engine/secret-key.ts";
import type { Database } from "../database/tables.ts";
import { newId } from "../new-id.ts";
import { kubeconfigContext, type ZoneRow } from "./connections.ts";

export interface NewZone {
  readonly name: string;
  readonly context: ZoneRow["context"];
  /** As `checkKubeconfigText` answers it. */
  readonly kubeconfig: string;
}

export interface AddedZone {
  readonly row: ZoneRow;
  readonly outcome: "added" | "changed" | "unchanged";
}

/** A zone with the values a person cares for; the name and the claim of a whole context are not the row's. */
export function contextOfRow({ name: _, claim: __, ...context }: ZoneContext): ZoneRow["context"] {
  return context;
}

/** @returns undefined when there is a zone of that name already */
export async function insertZone(
  database: Kysely<Database>,
  secretKey: SecretKey,
  { name, context, kubeconfig }: NewZone,
): Promise<ZoneRow | undefined> {
  const id = newId();
  return database
    .insertInto("zones")
    .values({
      id,
      name,
      context: JSON.stringify(context),
      kubeconfig: secretKey.encrypt(kubeconfig, kubeconfigContext(id)),
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returningAll()
    .executeTakeFirst();
}

/**
 * Makes sure that a zone is there, for a process that runs one itself: adds it, or takes over what has changed of it since.
 * The same zone again changes nothing, also when several processes say so at once.
 */
export async function addZoneRow(database: Kysely<Database>, secretKey: SecretKey, zone: NewZone): Promise<AddedZone> {
  return database.transaction().execute(async (transaction) => {
    const added = await insertZone(transaction, secretKey, zone);
    if (added) return { row: added, outcome: "added" };
    const known = await transaction
      .selectFrom("zones")
      .selectAll()
      .where("name", "=", zone.name)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (isSame(known, secretKey, zone)) return { row: known, outcome: "unchanged" };
    const row = await changeZone(transaction, secretKey, known.id, zone);
    return { row, outcome: "changed" };
  });
}

/** Writes what is given over the row, which must be locked. */
export function changeZone(
  transaction: Kysely<Database>,
  secretKey: SecretKey,
  id: string,
  { context, kubeconfig }: Partial<Omit<NewZone, "name">>,
): Promise<ZoneRow> {
  return transaction
    .updateTable("zones")
    .set({
      ...(context && { context: JSON.stringify(context) }),
      ...(kubeconfig !== undefined && { kubeconfig: secretKey.encrypt(kubeconfig, kubeconfigContext(id)) }),
      version: sql<number>`version + 1`,
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function isSame(known: ZoneRow, secretKey: SecretKey, { context, kubeconfig }: NewZone): boolean {
  return isDeepStrictEqual(known.context, context) && decrypted(known, secretKey) === kubeconfig;
}

/** Undefined when the key is another one than when it was written: then it is of no use, and is written anew. */
function decrypted({ id, kubeconfig }: ZoneRow, secretKey: SecretKey): string | undefined {
  try {
    return secretKey.decrypt(kubeconfig, kubeconfigContext(id));
  } catch {
    return undefined;
  }
}
