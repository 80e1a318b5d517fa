import { z } from "zod";
import { DEFAULT_CLAIM } from "../../constructs/zone-context.ts";
import { defaultZoneContext } from "../../engine/zone-context-default.ts";
import { requireVersion } from "../http/etag.ts";
import { operation } from "../http/operation.ts";
import { conflict, mistake, notFound } from "../http/problem.ts";
import { viewZone, ZoneView } from "../views/zone.ts";
import { changeZone, contextOfRow, insertZone } from "../zones/add-zone.ts";
import { askZone } from "../zones/ask-zone.ts";
import { zoneByName } from "../zones/connections.ts";
import { lastChange } from "../zones/last-change.ts";
import { lockZone, usesOfZone } from "../zones/uses-of-zone.ts";
import { KubeconfigInput, reachZone, withSettings, ZoneChangesInput, ZoneSettingsInput } from "../zones/zone-input.ts";
import { zoneName } from "./names.ts";

const ZoneParams = z.strictObject({ zone: zoneName });

const NewZone = z.strictObject({ name: zoneName, ...ZoneSettingsInput, ...KubeconfigInput }).meta({ id: "NewZone" });

const ZoneChanges = z
  .strictObject({ ...ZoneChangesInput, ...KubeconfigInput, kubeconfig: KubeconfigInput.kubeconfig.optional() })
  .meta({ id: "ZoneChanges" });

const CHANGES = ["addZone", "updateZone", "refreshZone"];

/** What operators do with zones. */
export const MANAGED_ZONES = [
  operation({
    id: "addZone",
    method: "post",
    path: "/zones",
    tag: "Zones",
    summary: "Add a cluster as a zone",
    description:
      "The cluster is asked what it can do and which addresses are its own, with the kubeconfig that is given; it must answer within 10 s. Nothing is written there.",
    access: "operator",
    body: NewZone,
    success: { status: 201, description: "the zone was added", body: ZoneView, etag: true },
    problems: ["conflict"],
    async prepare({ body, database, signal }) {
      if (await zoneByName(database, body.name)) throw taken(body.name);
      return reachZone(body.name, body, signal);
    },
    async handle({ body, database, platform, note }, { kubeconfig, facts }) {
      const { name } = body;
      const context = { ...withSettings(contextOfRow(defaultZoneContext(name)), body), ...facts };
      const row = await insertZone(database, platform.secretKey, { name, context, kubeconfig });
      if (!row) throw taken(name);
      note({ zone: name });
      return { body: viewZone(row, platform.secretKey), version: row.version, location: `/api/v1/zones/${name}` };
    },
  }),

  operation({
    id: "updateZone",
    method: "patch",
    path: "/zones/{zone}",
    tag: "Zones",
    summary: "Change a zone",
    description:
      "What is not given stays as it is. With another kubeconfig the cluster is asked anew. Projects notice when they are deployed next.",
    access: "operator",
    params: ZoneParams,
    body: ZoneChanges,
    ifMatch: "optional",
    success: { status: 200, description: "the zone as it is now", body: ZoneView, etag: true },
    problems: ["conflict"],
    async prepare({ params, body, database, signal }) {
      const { kubeconfig, ...rest } = body;
      if (!(await zoneByName(database, params.zone))) throw notFound("zone", params.zone);
      if (kubeconfig !== undefined) return reachZone(params.zone, { ...rest, kubeconfig }, signal);
      for (const key of ["kubecontext", "allowInsecure"] as const) {
        if (rest[key] !== undefined)
          throw mistake([key], "without-kubeconfig", `${key} is about a kubeconfig; give one`);
      }
      return undefined;
    },
    async handle({ params, body, database, platform: { secretKey }, request }, reached) {
      const known = await lockZone(database, params.zone);
      await requireVersion(request.ifMatch, known.version, `zone "${params.zone}"`, async () => ({
        zone: viewZone(known, secretKey),
        last: await lastChange(database, CHANGES, "zone", params.zone),
      }));
      const context = { ...withSettings(known.context, body), ...reached?.facts };
      const kubeconfig = reached?.kubeconfig;
      const row = await changeZone(database, secretKey, known.id, { context, ...(kubeconfig && { kubeconfig }) });
      return { body: viewZone(row, secretKey), version: row.version };
    },
  }),

  operation({
    id: "refreshZone",
    method: "post",
    path: "/zones/{zone}/refresh",
    tag: "Zones",
    summary: "Ask a zone's cluster again what it can do",
    description: "For when something was installed there, or nodes were added. The cluster must answer within 10 s.",
    access: "operator",
    params: ZoneParams,
    success: { status: 200, description: "the zone as it is now", body: ZoneView, etag: true },
    problems: ["zone-unavailable"],
    async prepare({ params, database, platform, signal }) {
      const row = await zoneByName(database, params.zone);
      if (!row) throw notFound("zone", params.zone);
      return askZone(platform.zones.zone(row, DEFAULT_CLAIM), signal);
    },
    async handle({ params, database, platform: { secretKey } }, facts) {
      const known = await lockZone(database, params.zone);
      const context = { ...known.context, ...facts };
      const isNews = JSON.stringify(factsOf(known.context)) !== JSON.stringify(facts);
      const row = isNews ? await changeZone(database, secretKey, known.id, { context }) : known;
      return { body: viewZone(row, secretKey), version: row.version };
    },
  }),

  operation({
    id: "removeZone",
    method: "delete",
    path: "/zones/{zone}",
    tag: "Zones",
    summary: "Remove a zone",
    description:
      "The platform forgets the zone and the history of updates there; nothing in its cluster changes. Refused while projects have claims there.",
    access: "operator",
    params: ZoneParams,
    ifMatch: "optional",
    success: { status: 204, description: "the zone is forgotten" },
    problems: ["conflict"],
    async handle({ params, database, platform: { secretKey, zones }, request, afterwards }) {
      const { zone } = params;
      const known = await lockZone(database, zone);
      await requireVersion(request.ifMatch, known.version, `zone "${zone}"`, async () => ({
        zone: viewZone(known, secretKey),
        last: await lastChange(database, CHANGES, "zone", zone),
      }));
      const { claims, openUpdates } = await usesOfZone(database, known.id);
      if (claims > 0)
        throw conflict(`${claims === 1 ? "1 project has" : `${claims} projects have`} a claim in zone "${zone}"`);
      if (openUpdates > 0) throw conflict(`zone "${zone}" has ${openUpdates} updates that have not ended`);
      await database.deleteFrom("updates").where("zone_id", "=", known.id).execute();
      await database.deleteFrom("zones").where("id", "=", known.id).execute();
      afterwards(() => zones.forget(known.id));
      return {};
    },
  }),
];

function taken(name: string) {
  return conflict(`there already is a zone "${name}"; choose another name`);
}

function factsOf({
  capabilities,
  ownAddresses,
}: {
  capabilities?: readonly string[];
  ownAddresses?: readonly string[];
}) {
  return { capabilities, ownAddresses };
}
