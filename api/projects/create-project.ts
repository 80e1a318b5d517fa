import { type Kysely, type Selectable, sql } from "kysely";
import { dnsName } from "../../constructs/dns-name.ts";
import type { Database, HeldVariable, TierTable } from "../database/tables.ts";
import { type SavedDefinition, saveDefinition } from "../definitions/save-definition.ts";
import { conflict, mistake, Problem } from "../http/problem.ts";
import { type Caller, isOperator } from "../identity/caller.ts";
import { ALL_PERMISSIONS, FIRST_ROLES } from "../identity/permissions.ts";
import { newId } from "../new-id.ts";
import { setVariables } from "../revisions/restore.ts";
import type { ShownProject } from "../views/project.ts";
import type { ZoneRow } from "../zones/connections.ts";

const STANDARD_TIER = "starter";

export interface NewProject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** See `newDataKey`. */
  readonly dataKey: string;
  readonly tier: Selectable<TierTable>;
  readonly zones: readonly ZoneRow[];
  readonly definition?: SavedDefinition;
  readonly variables: readonly HeldVariable[];
  readonly creator: { readonly id: string; readonly callerName: string };
}

/** A key that was made for some projects, or not for writing, makes none. */
export function requireMayCreate(caller: Caller): void {
  if (caller.kind === "session") return;
  const { permissions } = caller;
  const cutDown = caller.kind === "project-key" || caller.scope !== null;
  if (!cutDown && (permissions === null || permissions.has("write"))) return;
  throw new Problem(
    "not-permitted",
    'a key that creates projects needs the permission "write" and must reach all projects',
  );
}

/** Namespaces that every cluster has are nobody's. */
export function refuseReservedName(name: string): void {
  if (!/^(default|kube-.*)$/.test(dnsName(name))) return;
  throw mistake(
    ["name"],
    "reserved-name",
    "a namespace of this name belongs to the clusters themselves",
    "choose another name",
  );
}

/** The tier of a new project. Throws Problem "not-permitted" when only an operator may give it, "invalid" when there is none. */
export async function tierFor(
  database: Kysely<Database>,
  caller: Caller,
  wanted: string | undefined,
): Promise<Selectable<TierTable>> {
  const name = wanted ?? STANDARD_TIER;
  if (name !== STANDARD_TIER && !isOperator(caller)) {
    throw new Problem("not-permitted", `only operators of the platform give another tier than "${STANDARD_TIER}"`);
  }
  const tier = await database.selectFrom("tiers").selectAll().where("name", "=", name).executeTakeFirst();
  if (tier) return tier;
  throw mistake(["tier"], "unknown-tier", `there is no tier ${JSON.stringify(name)}`, "ask for the list of tiers");
}

/** The zones that are named; else the first by name, if there is any. */
export async function zonesFor(database: Kysely<Database>, wanted: readonly string[] | undefined): Promise<ZoneRow[]> {
  let query = database.selectFrom("zones").selectAll().orderBy("name");
  if (wanted?.length === 0) return [];
  query = wanted ? query.where("name", "in", [...wanted]) : query.limit(1);
  const zones = await query.execute();
  const found = new Set(zones.map(({ name }) => name));
  const missing = wanted?.find((name) => !found.has(name));
  if (wanted === undefined || missing === undefined) return zones;
  throw mistake(
    ["zones", wanted.indexOf(missing)],
    "unknown-zone",
    `there is no zone ${JSON.stringify(missing)}`,
    "ask for the list of zones",
  );
}

/**
 * Makes a project with its first roles, its creator as admin, its claims and its definition.
 *
 * @throws Problem "conflict" when the name is taken, or the creator has made as many of the tier as it allows
 */
export async function createProject(transaction: Kysely<Database>, project: NewProject): Promise<ShownProject> {
  const { id, name, description, dataKey, tier, zones, definition, variables, creator } = project;
  await requireRoomForOne(transaction, creator.id, tier);
  const row = await transaction
    .insertInto("projects")
    .values({
      id,
      name,
      description,
      tier: tier.name,
      state: "active",
      data_key: dataKey,
      created_by: creator.id,
    })
    .onConflict((taken) => taken.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw conflict(`the name ${JSON.stringify(name)} is taken; an underscore counts as a hyphen`);
  await addFirstMember(transaction, id, creator.id);
  await addClaims(transaction, id, zones);
  await setVariables(transaction, id, variables, creator.callerName);
  const definitionVersion = definition
    ? await saveDefinition(transaction, { id, definitionVersion: 0 }, definition, creator.callerName)
    : 0;
  return {
    name,
    description,
    tier: tier.name,
    state: "active",
    zones: zones.map((zone) => zone.name),
    lastRevision: 0,
    definitionVersion,
    permissions: ALL_PERMISSIONS,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The person's row is locked, so that two projects made at the same moment are counted one after the other. */
async function requireRoomForOne(
  transaction: Kysely<Database>,
  creatorId: string,
  { name, projects: most }: Selectable<TierTable>,
): Promise<void> {
  await transaction.selectFrom("people").select("id").where("id", "=", creatorId).forNoKeyUpdate().execute();
  const { count } = await transaction
    .selectFrom("projects")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("created_by", "=", creatorId)
    .where("tier", "=", name)
    .executeTakeFirstOrThrow();
  if (Number(count) < most) return;
  throw conflict(`you have made ${count} projects of tier "${name}", which allows ${most}; delete one first`);
}

async function addFirstMember(transaction: Kysely<Database>, projectId: string, personId: string): Promise<void> {
  const roles = FIRST_ROLES.map(({ name, description, permissions, builtIn }) => ({
    id: newId(),
    project_id: projectId,
    name,
    description,
    permissions: [...permissions],
    built_in: builtIn,
  }));
  await transaction.insertInto("roles").values(roles).execute();
  const admin = roles.find((role) => role.built_in);
  await transaction
    .insertInto("members")
    .values({ project_id: projectId, person_id: personId, role_id: (admin as (typeof roles)[number]).id })
    .execute();
}

/** A zone that an operator removes at the same moment gets no claim. */
async function addClaims(transaction: Kysely<Database>, projectId: string, zones: readonly ZoneRow[]): Promise<void> {
  if (zones.length === 0) return;
  const ids = zones.map((zone) => zone.id);
  const { rows } = await sql<{ id: string }>`
    insert into claims (project_id, zone_id)
    select ${projectId}, id from (select id from zones where id = any(${ids}) for key share) as held
    returning zone_id as id`.execute(transaction);
  const gone = zones.find((zone) => !rows.some(({ id }) => id === zone.id));
  if (gone) throw conflict(`zone "${gone.name}" has just been removed from the platform; choose another`);
}
