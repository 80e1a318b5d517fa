import { projectLogs } from "../../engine/project-logs.ts";
import { Problem } from "../http/problem.ts";
import type { EventStream } from "../http/stream.ts";
import type { ZoneConnections, ZoneRow } from "../zones/connections.ts";
import { whyUnknown } from "./ask-zones.ts";
import type { KnownSecrets } from "./known-secrets.ts";
import { type AskedLogs, requestOf, shownLine } from "./read-logs.ts";

/** Streams of logs that one process holds open at the same time. */
const MOST_STREAMS = 100;

let open = 0;

/** @throws Problem "unavailable" when too many are open here already */
export function refuseTooManyLogs(): void {
  if (open < MOST_STREAMS) return;
  throw new Problem("unavailable", "too many logs are followed right now; try again, or read them without following", {
    retryAfter: 15,
  });
}

/** Sends the lines of a project's containers as they are written, until the stream ends or no zone is left. */
export async function followLogs(
  zones: ZoneConnections,
  rows: readonly ZoneRow[],
  asked: AskedLogs,
  secrets: KnownSecrets,
  stream: EventStream,
): Promise<void> {
  open++;
  try {
    await Promise.all(rows.map((row) => followZone(zones, row, asked, secrets, stream)));
    if (!stream.signal.aborted) stream.send({ event: "end", data: {} });
  } finally {
    open--;
    stream.end();
  }
}

async function followZone(
  zones: ZoneConnections,
  row: ZoneRow,
  asked: AskedLogs,
  secrets: KnownSecrets,
  stream: EventStream,
): Promise<void> {
  try {
    const client = await zones.lease(row);
    try {
      for await (const line of projectLogs(client, { ...requestOf(asked), follow: true, signal: stream.signal })) {
        stream.send({ event: "line", data: shownLine(line, await secrets.redactor()) });
        await stream.drained();
      }
    } finally {
      await client.close();
    }
  } catch (error) {
    if (!stream.signal.aborted) stream.send({ event: "problem", data: whyUnknown(error, row.name) });
  }
}
