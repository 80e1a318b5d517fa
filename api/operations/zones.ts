import { z } from "zod";
import { operation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { notFound } from "../http/problem.ts";
import { type Caller, isOperator } from "../identity/caller.ts";
import type { Platform } from "../platform.ts";
import { viewZone, ZoneView } from "../views/zone.ts";
import { type ZoneRow, zoneByName } from "../zones/connections.ts";
import { MANAGED_ZONES } from "./manage-zones.ts";
import { zoneName } from "./names.ts";

export const ZoneParams = z.strictObject({ zone: zoneName });

const ZonePage = pageOf(ZoneView, "ZonePage");

export const ZONES = [
  operation({
    id: "listZones",
    method: "get",
    path: "/zones",
    tag: "Zones",
    summary: "List zones",
    access: "caller",
    query: PageQuery,
    success: { status: 200, description: "zones, by name", body: ZonePage },
    async handle({ query: { limit, after }, database, caller, platform }) {
      const cursor = readCursor(after, 1);
      let zones = database
        .selectFrom("zones")
        .selectAll()
        .orderBy("name")
        .limit(limit + 1);
      if (cursor) zones = zones.where("name", ">", String(cursor[0]));
      const rows = await zones.execute();
      return {
        body: toPage(
          rows,
          limit,
          (row) => viewFor(caller, platform, row),
          (row) => [row.name],
        ),
      };
    },
  }),

  operation({
    id: "getZone",
    method: "get",
    path: "/zones/{zone}",
    tag: "Zones",
    summary: "Get a zone",
    access: "caller",
    params: ZoneParams,
    success: { status: 200, description: "the zone", body: ZoneView, etag: true },
    async handle({ params, database, caller, platform }) {
      const row = await zoneByName(database, params.zone);
      if (!row) throw notFound("zone", params.zone);
      return { body: viewFor(caller, platform, row), version: row.version };
    },
  }),

  ...MANAGED_ZONES,
];

function viewFor(caller: Caller, { secretKey }: Platform, row: ZoneRow) {
  return viewZone(row, isOperator(caller) ? secretKey : undefined);
}
