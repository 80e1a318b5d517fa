import { connectZone } from "../../engine/index.ts";
import type { Zone } from "../../engine/zone.ts";
import { ZoneError } from "../../engine/zone-client.ts";
import { askZoneFacts, type ZoneFacts } from "../../engine/zone-facts.ts";

/** Milliseconds that a cluster gets to say what it can do: a person waits for it. */
const PATIENCE = 10_000;

/** More than any honest cluster says; all of it is kept in one row. */
const MOST_CAPABILITIES = 5_000;
const MOST_ADDRESSES = 20_000;

/**
 * Asks a cluster what it can do and which addresses are its own, over a connection of its own: a shared one remembers what
 * it was told before. Throws ZoneError when the cluster does not answer within 10 s.
 */
export async function askZone(zone: Zone, signal: AbortSignal): Promise<ZoneFacts> {
  const { name } = zone.context;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const client = await connectZone(zone);
  try {
    const { capabilities, ownAddresses } = await Promise.race([askZoneFacts(client, limit), ended(limit, name)]);
    return {
      capabilities: capabilities.slice(0, MOST_CAPABILITIES),
      ownAddresses: ownAddresses.slice(0, MOST_ADDRESSES),
    };
  } finally {
    await client.close();
  }
}

function ended(signal: AbortSignal, zone: string): Promise<never> {
  return new Promise((_, reject) => {
    const seconds = PATIENCE / 1000;
    const fail = () => reject(new ZoneError(zone, "unreachable", `zone "${zone}" did not answer within ${seconds} s`));
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}
