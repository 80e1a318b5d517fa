import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Database, HeldVariable } from "../../../api/database/tables.ts";
import { holdVariable, projectKey } from "../../../api/definitions/project-key.ts";
import { requestUpdates } from "../../../api/updates/request-updates.ts";
import { ENDED_STATES, selectUpdates, type UpdateRow } from "../../../api/updates/update-row.ts";
import type { KeptEvent } from "../../../api/views/update-event.ts";
import { kubeconfigContext } from "../../../api/zones/connections.ts";
import type { FileZone } from "../../../engine/zone.ts";
import { bareProject } from "./bare-project.ts";
import type { TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";

export interface KnownZone {
  readonly id: string;
  readonly name: string;
}

/** Makes the platform know a real zone. */
export async function addRealZone({ platform }: TestPlatform, zone: FileZone): Promise<KnownZone> {
  const id = randomUUID();
  const { name, claim: _claim, ...context } = zone.context;
  const kubeconfig = await readFile(zone.kubeconfig, "utf8");
  await platform.database
    .insertInto("zones")
    .values({
      id,
      name,
      context: JSON.stringify(context),
      kubeconfig: platform.secretKey.encrypt(kubeconfig, kubeconfigContext(id)),
    })
    .execute();
  return { id, name };
}

/** A project that can be deployed, past the operations that accept revisions. */
export class DeployedProject {
  readonly id: string;
  readonly name: string;
  readonly zones: readonly KnownZone[];
  readonly #test: TestPlatform;

  private constructor(test: TestPlatform, { id, name }: KnownZone, zones: readonly KnownZone[]) {
    this.#test = test;
    this.id = id;
    this.name = name;
    this.zones = zones;
  }

  static async make(test: TestPlatform, member: TestClient, zones: readonly KnownZone[]): Promise<DeployedProject> {
    const project = await bareProject(test, member, { name: `p-${randomUUID().slice(0, 12)}` });
    await test.platform.database
      .insertInto("claims")
      .values(zones.map(({ id }) => ({ project_id: project.id, zone_id: id })))
      .execute();
    return new DeployedProject(test, project, zones);
  }

  get database(): Kysely<Database> {
    return this.#test.platform.database;
  }

  /** Accepts a revision and asks for its updates, in one transaction that holds the project, as operations do. */
  async deploy(spec: object, variables: readonly { name: string; value: string; secret: boolean }[] = []) {
    return this.database.transaction().execute(async (transaction) => {
      // Of many at once the last waits for all others, however slow the machine is.
      await sql`set local statement_timeout = 0`.execute(transaction);
      const { last_revision, data_key } = await transaction
        .selectFrom("projects")
        .select(["last_revision", "data_key"])
        .where("id", "=", this.id)
        .forNoKeyUpdate()
        .executeTakeFirstOrThrow();
      const revision = last_revision + 1;
      const key = projectKey(this.#test.platform, { id: this.id, dataKey: data_key });
      const held: HeldVariable[] = variables.map((each) => holdVariable(key, this.id, each));
      await transaction
        .insertInto("revisions")
        .values({
          project_id: this.id,
          number: revision,
          format: "json",
          text: JSON.stringify({ project: { name: this.name }, ...spec }),
          variables: JSON.stringify(held),
          names: JSON.stringify({ containers: [], volumes: [] }),
          comment: "",
          created_by: "test",
        })
        .execute();
      await transaction.updateTable("projects").set({ last_revision: revision }).where("id", "=", this.id).execute();
      return requestUpdates(transaction, { project: this, zones: this.zones, revision, requestedBy: "test" });
    });
  }

  /** Its updates as they are now, in the order in which they were asked for. */
  updates(): Promise<UpdateRow[]> {
    return selectUpdates(this.database)
      .where("updates.project_id", "=", this.id)
      .orderBy("updates.created_at")
      .orderBy("updates.id")
      .execute();
  }
}

/** The update once it is as wanted; throws with what is kept of it when it ends otherwise. */
export async function untilUpdate(
  database: Kysely<Database>,
  id: string,
  wanted: (row: UpdateRow) => boolean = ({ state }) => ENDED_STATES.has(state),
): Promise<UpdateRow> {
  for (;;) {
    const row = await selectUpdates(database).where("updates.id", "=", id).executeTakeFirst();
    if (!row) throw new Error(`update ${id} is gone`);
    if (wanted(row)) return row;
    if (ENDED_STATES.has(row.state)) {
      throw new Error(
        `update ${id} has ended: ${JSON.stringify(row)}\n${JSON.stringify(await eventsOf(database, id))}`,
      );
    }
    await sleep(25);
  }
}

export async function eventsOf(database: Kysely<Database>, updateId: string): Promise<KeptEvent[]> {
  const rows = await database
    .selectFrom("update_events")
    .select("event")
    .where("update_id", "=", updateId)
    .orderBy("seq")
    .execute();
  return rows.map(({ event }) => event);
}

/** Waits for its container for minutes, until it is cancelled: no node of the local zone lies in an area. */
export function waitingSpec() {
  const options = { spread: [{ over: "areas", required: true }] };
  return { containers: [{ name: "web", image: "nginx:1.29", options }] };
}

/** Small things that take the local zone a moment. */
export function specOf(image: string, more: Readonly<Record<string, unknown>> = {}) {
  return { containers: [{ name: "web", image }], ...more };
}
