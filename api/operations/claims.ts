import { projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { conflict, notFound } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { requestDestroy } from "../updates/request-updates.ts";
import { ClaimRemovalView, ClaimView, viewClaim } from "../views/claim.ts";
import { updateView } from "../views/update.ts";
import { mayHoldSomething, openDestroy, removeClaim, selectClaims } from "../zones/claims.ts";
import { ProjectParams, zoneName } from "./names.ts";

const ClaimParams = ProjectParams.extend({ zone: zoneName });

export const CLAIMS = [
  projectOperation({
    id: "listClaims",
    method: "get",
    path: "/projects/{project}/claims",
    tag: "Zones",
    summary: "List the zones that a project may run in",
    permission: "read",
    params: ProjectParams,
    query: PageQuery,
    success: { status: 200, description: "claims, by zone", body: pageOf(ClaimView, "ClaimPage") },
    async handle({ project, query: { limit, after }, database }) {
      const cursor = readCursor(after, 1);
      let claims = selectClaims(database, project)
        .orderBy("zones.name")
        .limit(limit + 1);
      if (cursor) claims = claims.where("zones.name", ">", String(cursor[0]));
      return { body: toPage(await claims.execute(), limit, viewClaim, ({ zone }) => [zone]) };
    },
  }),

  projectOperation({
    id: "claimZone",
    method: "put",
    path: "/projects/{project}/claims/{zone}",
    tag: "Zones",
    summary: "Let a project run in a zone",
    description:
      "Nothing is deployed yet, and the zone is not asked: when a namespace of the project's name is there that is not ours, deploying says so. Claiming again changes nothing.",
    permission: "write",
    params: ClaimParams,
    success: { status: 200, description: "the claim", body: ClaimView },
    problems: ["conflict"],
    async handle({ project, params, database }) {
      refuseWhileDeleting(project);
      // Held, so that an operator cannot remove the zone at the same moment.
      const zone = await database
        .selectFrom("zones")
        .select("id")
        .where("name", "=", params.zone)
        .forKeyShare()
        .executeTakeFirst();
      if (!zone) throw notFound("zone", params.zone);
      await database
        .insertInto("claims")
        .values({ project_id: project.id, zone_id: zone.id })
        .onConflict((known) => known.doNothing())
        .execute();
      const claim = await selectClaims(database, project)
        .where("claims.zone_id", "=", zone.id)
        .executeTakeFirstOrThrow();
      if (claim.removing) {
        throw conflict(
          `project "${project.name}" is being removed from zone "${params.zone}"; wait for that, or cancel it`,
        );
      }
      return { body: viewClaim(claim) };
    },
  }),

  projectOperation({
    id: "removeClaim",
    method: "delete",
    path: "/projects/{project}/claims/{zone}",
    tag: "Zones",
    summary: "Remove a project from a zone, with all its data there",
    description:
      "When anything was ever deployed there an update is asked for that destroys it, volumes too; the claim goes when that has succeeded. Asking again while it is under way answers the same update.",
    permission: "delete",
    params: ClaimParams,
    success: { status: 202, description: "it is being removed, or is gone", body: ClaimRemovalView },
    problems: ["conflict"],
    async handle({ project, params, database, caller }) {
      refuseWhileDeleting(project);
      const claim = await selectClaims(database, project).where("zones.name", "=", params.zone).executeTakeFirst();
      if (!claim) throw notFound("claim in zone", params.zone);
      const zone = { id: claim.zone_id, name: params.zone };
      if (!(await mayHoldSomething(database, project.id, zone.id))) {
        await removeClaim(database, project.id, zone.id);
        return { body: { update: null } };
      }
      const update =
        (await openDestroy(database, project.id, zone.id)) ??
        (await requestDestroy(database, { project, zones: [zone], requestedBy: callerName(caller) }))[0];
      if (!update) throw new Error(`no destroy was asked for in zone "${params.zone}"`);
      return { body: { update: updateView(update) } };
    },
  }),
];
