import { type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import type { Database, TierTable } from "../database/tables.ts";
import { requireVersion } from "../http/etag.ts";
import { operation, type RequestFacts } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { conflict, notFound, Problem } from "../http/problem.ts";
import { TierInput, TierView, tierName, tierValues, viewTier } from "../views/tier.ts";
import { lastChange } from "../zones/last-change.ts";

const TierParams = z.strictObject({ tier: tierName });

export const TIERS = [
  operation({
    id: "listTiers",
    method: "get",
    path: "/tiers",
    tag: "Zones",
    summary: "List tiers",
    description: "A project has a tier: it says what the project is promised in each zone.",
    access: "caller",
    query: PageQuery,
    success: { status: 200, description: "tiers, by name", body: pageOf(TierView, "TierPage") },
    async handle({ query: { limit, after }, database }) {
      const cursor = readCursor(after, 1);
      let tiers = database
        .selectFrom("tiers")
        .selectAll()
        .orderBy("name")
        .limit(limit + 1);
      if (cursor) tiers = tiers.where("name", ">", String(cursor[0]));
      return { body: toPage(await tiers.execute(), limit, viewTier, ({ name }) => [name]) };
    },
  }),

  operation({
    id: "getTier",
    method: "get",
    path: "/tiers/{tier}",
    tag: "Zones",
    summary: "Get a tier",
    access: "caller",
    params: TierParams,
    success: { status: 200, description: "the tier", body: TierView, etag: true },
    async handle({ params, database }) {
      const tier = await database.selectFrom("tiers").selectAll().where("name", "=", params.tier).executeTakeFirst();
      if (!tier) throw notFound("tier", params.tier);
      return { body: viewTier(tier), version: tier.version };
    },
  }),

  operation({
    id: "putTier",
    method: "put",
    path: "/tiers/{tier}",
    tag: "Zones",
    summary: "Make or change a tier",
    description: "Projects of the tier get its limits when they are deployed next. A request with If-Match makes none.",
    access: "operator",
    params: TierParams,
    body: TierInput,
    ifMatch: "optional",
    success: { status: 200, description: "the tier as it is now", body: TierView, etag: true },
    problems: ["conflict"],
    async handle({ params: { tier: name }, body, database, request }) {
      const known = await lockTier(database, name);
      if (!known && request.ifMatch !== undefined) throw new Problem("stale", `there is no tier "${name}" any more`);
      if (known) await requireTierVersion(database, request, known);
      const values = tierValues(body);
      const tier = known
        ? await database
            .updateTable("tiers")
            .set({ ...values, version: sql<number>`version + 1` })
            .where("name", "=", name)
            .returningAll()
            .executeTakeFirstOrThrow()
        : await database
            .insertInto("tiers")
            .values({ name, ...values })
            .onConflict((other) => other.doNothing())
            .returningAll()
            .executeTakeFirst();
      if (!tier) throw conflict(`tier "${name}" was made by somebody else at the same time`);
      return { body: viewTier(tier), version: tier.version };
    },
  }),

  operation({
    id: "removeTier",
    method: "delete",
    path: "/tiers/{tier}",
    tag: "Zones",
    summary: "Remove a tier",
    description: "Refused while projects have it.",
    access: "operator",
    params: TierParams,
    ifMatch: "optional",
    success: { status: 204, description: "the tier is gone" },
    problems: ["conflict"],
    async handle({ params: { tier: name }, database, request }) {
      const known = await lockTier(database, name);
      if (!known) throw notFound("tier", name);
      await requireTierVersion(database, request, known);
      const { count } = await database
        .selectFrom("projects")
        .select(sql<number>`count(*)::int`.as("count"))
        .where("tier", "=", name)
        .executeTakeFirstOrThrow();
      if (count > 0) throw conflict(`${count === 1 ? "1 project has" : `${count} projects have`} tier "${name}"`);
      await database.deleteFrom("tiers").where("name", "=", name).execute();
      return {};
    },
  }),
];

/** Held until the transaction ends: no project can take the tier meanwhile. */
function lockTier(transaction: Kysely<Database>, name: string): Promise<Selectable<TierTable> | undefined> {
  return transaction.selectFrom("tiers").selectAll().where("name", "=", name).forUpdate().executeTakeFirst();
}

function requireTierVersion(
  database: Kysely<Database>,
  { ifMatch }: RequestFacts,
  known: Selectable<TierTable>,
): Promise<void> {
  return requireVersion(ifMatch, known.version, `tier "${known.name}"`, async () => ({
    tier: viewTier(known),
    last: await lastChange(database, ["putTier"], "tier", known.name),
  }));
}
