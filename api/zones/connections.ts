import type { Kysely, Selectable } from "kysely";
import { type Claim, DEFAULT_CLAIM, type ZoneContext } from "../../constructs/zone-context.ts";
import { connectZone, holdKubeconfig } from "../../engine/index.ts";
import type { SecretKey } from "../../engine/secret-key.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import type { Database, TierTable, ZoneTable } from "../database/tables.ts";
import { LeasedConnections } from "./leased-connections.ts";

export type ZoneRow = Selectable<ZoneTable>;

/** What a kubeconfig is encrypted for: the text of one zone is of no use in another's row. */
export function kubeconfigContext(zoneId: string): string {
  return `kubeconfig ${zoneId}`;
}

export function claimOfTier(tier: Selectable<TierTable> | undefined): Claim {
  if (!tier) return DEFAULT_CLAIM;
  const { cpu, memory, storage, ephemeral_storage, pods, services, volumes } = tier;
  return {
    cpu,
    memory,
    storage,
    ...(ephemeral_storage && { ephemeralStorage: ephemeral_storage }),
    pods,
    services,
    volumes,
  };
}

export function contextOfZone({ name, context }: Pick<ZoneRow, "name" | "context">, claim: Claim): ZoneContext {
  return { ...context, name, claim };
}

/** Warm connections to the API servers of zones, one for each, shared by all requests of this process. */
export class ZoneConnections {
  readonly #secretKey: SecretKey;
  readonly #leased = new LeasedConnections();
  readonly #clients = new Map<string, { readonly version: number; readonly client: Promise<ZoneClient> }>();

  constructor(secretKey: SecretKey) {
    this.#secretKey = secretKey;
  }

  /** The zone as the engine takes it, with the claim of a tier. */
  zone(row: ZoneRow, claim: Claim): Zone {
    const text = this.#secretKey.decrypt(row.kubeconfig, kubeconfigContext(row.id));
    return { context: contextOfZone(row, claim), kubeconfig: holdKubeconfig(text), local: false };
  }

  /** The client of a zone; whoever gets it must not close it. Throws ZoneError. */
  async client(row: ZoneRow): Promise<ZoneClient> {
    const known = this.#clients.get(row.id);
    if (known?.version === row.version) return shared(await known.client);
    const client = connectZone(this.zone(row, DEFAULT_CLAIM));
    this.#clients.set(row.id, { version: row.version, client });
    client.catch(() => this.#clients.delete(row.id));
    if (known) void known.client.then((old) => old.close()).catch(() => undefined);
    return shared(await client);
  }

  /** A client for somebody who follows what happens in the zone, who closes it in the end. Throws ZoneError. */
  lease(row: ZoneRow): Promise<ZoneClient> {
    return this.#leased.lease(row, () => connectZone(this.zone(row, DEFAULT_CLAIM)));
  }

  /** Of a zone that was removed. */
  forget(zoneId: string): void {
    void this.#leased.close(zoneId);
    const known = this.#clients.get(zoneId);
    this.#clients.delete(zoneId);
    void known?.client.then((client) => client.close()).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#leased.close();
    const clients = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.allSettled(clients.map(async ({ client }) => (await client).close()));
  }
}

/** The engine closes what it was given; a shared connection outlives that. */
function shared(client: ZoneClient): ZoneClient {
  return new Proxy(client, {
    get(target, property) {
      if (property === "close") return async () => undefined;
      const value = Reflect.get(target, property, target) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

export async function zoneByName(database: Kysely<Database>, name: string): Promise<ZoneRow | undefined> {
  return database.selectFrom("zones").selectAll().where("name", "=", name).executeTakeFirst();
}
