import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { errorDiagnostic } from "../../engine/error-diagnostic.ts";
import { type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import type { ZoneConnections, ZoneRow } from "../zones/connections.ts";

/** Milliseconds that a zone gets to answer: a person waits for it. */
const PATIENCE = 10_000;

/** What one zone answered, or why it did not. */
export type Asked<T> =
  | { readonly zone: string; readonly value: T }
  | { readonly zone: string; readonly error: Diagnostic };

/** Asks zones at the same time over warm connections, each on its own: one that is away holds up no other. */
export function askZones<T>(
  zones: ZoneConnections,
  rows: readonly ZoneRow[],
  signal: AbortSignal,
  ask: (client: ZoneClient, signal: AbortSignal) => Promise<T>,
): Promise<Asked<T>[]> {
  return Promise.all(
    rows.map(async (row) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
      try {
        const work = zones.client(row).then((client) => ask(client, limit));
        return { zone: row.name, value: await Promise.race([work, silence(row.name, limit)]) };
      } catch (error) {
        return { zone: row.name, error: whyUnknown(error, row.name) };
      }
    }),
  );
}

/** What is not the zone's doing is not told in detail. */
export function whyUnknown(error: unknown, zone: string): Diagnostic {
  if (error instanceof ZoneError) return errorDiagnostic(error, zone);
  return { severity: "error", code: "zone-unknown", message: `zone "${zone}" cannot be asked right now` };
}

function silence(zone: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(new ZoneError(zone, "unreachable", `zone "${zone}" did not answer within ${PATIENCE / 1000} s`));
    });
  });
}
