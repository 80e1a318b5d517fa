import type { EventStream } from "../http/stream.ts";
import type { KnownSecrets } from "./known-secrets.ts";
import type { Seen, StatusWatches, WatchedPlace } from "./status-watches.ts";
import { unknownStatus, viewZoneStatus } from "./zone-status.ts";
import type { AskedZone } from "./zones-to-ask.ts";

/**
 * Sends how a project stands in its zones, and each zone anew whenever that changes, until the stream ends. A reader that is
 * slow is told the latest only.
 */
export async function followStatus(
  watches: StatusWatches,
  project: WatchedPlace["project"],
  zones: readonly AskedZone[],
  secrets: KnownSecrets,
  stream: EventStream,
): Promise<void> {
  const latest = new Map<AskedZone, Seen>();
  let news = Promise.withResolvers<void>();
  const ends: (() => void)[] = [];
  stream.signal.addEventListener("abort", () => news.resolve());
  try {
    for (const zone of zones) {
      const follow = (seen: Seen) => {
        latest.set(zone, seen);
        news.resolve();
      };
      ends.push(watches.follow({ project, zone: zone.row }, follow));
    }
    while (!stream.signal.aborted) {
      await news.promise;
      news = Promise.withResolvers();
      const told = [...latest];
      latest.clear();
      if (told.length === 0) continue;
      const redact = await secrets.redactor();
      for (const [{ row, revision }, seen] of told) {
        const status =
          "status" in seen
            ? viewZoneStatus(seen.status, revision, redact)
            : unknownStatus(row.name, revision, seen.error);
        stream.send({ event: "status", data: status });
      }
      await stream.drained();
    }
  } finally {
    for (const end of ends) end();
    stream.end();
  }
}
