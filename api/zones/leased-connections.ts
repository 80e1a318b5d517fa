import type { ZoneClient } from "../../engine/zone-client.ts";

/** How many may use one connection: each follows about ten kinds of objects, and a connection carries 100 streams. */
const MOST_LEASES = 8;

interface Leased {
  readonly zoneId: string;
  readonly version: number;
  readonly client: Promise<ZoneClient>;
  leases: number;
}

/**
 * Connections for those who follow what happens in a zone: few share one, so that nobody waits for streams which never end.
 * The last one of a zone stays warm when nobody uses it.
 */
export class LeasedConnections {
  readonly #leased = new Set<Leased>();

  /**
   * A client of the zone; closing it gives the lease back.
   *
   * @param connect opens a further connection
   */
  async lease(zone: { readonly id: string; readonly version: number }, connect: () => Promise<ZoneClient>) {
    const found = [...this.#leased].find(
      ({ zoneId, version, leases }) => zoneId === zone.id && version === zone.version && leases < MOST_LEASES,
    );
    const leased = found ?? { zoneId: zone.id, version: zone.version, client: connect(), leases: 0 };
    leased.leases++;
    this.#leased.add(leased);
    try {
      return withClose(await leased.client, () => this.#giveBack(leased));
    } catch (error) {
      this.#leased.delete(leased);
      throw error;
    }
  }

  /** Closes connections to a zone, or to all, whoever uses them. */
  async close(zoneId?: string): Promise<void> {
    const closed = [...this.#leased].filter((each) => zoneId === undefined || each.zoneId === zoneId);
    for (const each of closed) this.#leased.delete(each);
    await Promise.allSettled(closed.map(closeClient));
  }

  async #giveBack(leased: Leased): Promise<void> {
    leased.leases--;
    if (leased.leases > 0 || !this.#leased.has(leased)) return;
    const others = [...this.#leased].filter((each) => each !== leased && each.zoneId === leased.zoneId);
    const isNeeded = others.every(({ version }) => version < leased.version);
    if (isNeeded) return;
    this.#leased.delete(leased);
    await closeClient(leased);
  }
}

async function closeClient({ client }: Leased): Promise<void> {
  await (await client).close().catch(() => undefined);
}

function withClose(client: ZoneClient, onClose: () => Promise<void>): ZoneClient {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= onClose();
    return closed;
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === "close") return close;
      const value = Reflect.get(target, property, target) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
