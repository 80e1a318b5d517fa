import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Notifications } from "../database/notifications.ts";
import type { Database } from "../database/tables.ts";
import { Bell } from "../http/bell.ts";
import { isDatabaseAway } from "../http/problem-of-error.ts";
import type { EventStream } from "../http/stream.ts";
import { updateEventView } from "../views/update-event.ts";
import { ENDED_STATES } from "./update-row.ts";

const AT_ONCE = 200;
/** Milliseconds after which is looked without having been told: a notification may be lost with its connection. */
const LOOK_AGAIN = 10_000;
/** Milliseconds between two looks at a database that is away. */
const AWAY_PAUSE = 1_000;

/**
 * Sends what happens in an update, from the event after `after` on, until its last one; `end` says then that nothing follows.
 * Goes on by itself after the database was away. An update that is gone meanwhile has gone with its project, which was
 * deleted when everything had ended well.
 */
export async function followUpdate(
  { database, notifications }: { readonly database: Kysely<Database>; readonly notifications: Notifications },
  updateId: string,
  after: number,
  stream: EventStream,
): Promise<void> {
  const bell = new Bell(stream.signal);
  const stopListening = notifications.listen("update", updateId, () => bell.ring());
  let sent = after;
  try {
    while (!stream.signal.aborted) {
      const news = await read(database, updateId, sent).catch(unlessAway);
      if (news === undefined) {
        await sleep(AWAY_PAUSE, undefined, { signal: stream.signal }).catch(() => undefined);
        continue;
      }
      for (const row of news.rows) {
        stream.send({ event: row.event.type, id: row.seq, data: updateEventView(row) });
        sent = row.seq;
        await stream.drained();
      }
      if (news.rows.length === AT_ONCE) continue;
      if (news.state === undefined || ENDED_STATES.has(news.state)) {
        stream.send({ event: "end", id: sent, data: { state: news.state ?? "gone" } });
        return;
      }
      await bell.heard(LOOK_AGAIN);
    }
  } finally {
    stopListening();
    stream.end();
  }
}

/** The state is read first: when it is a last one, every event is there. */
async function read(database: Kysely<Database>, updateId: string, after: number) {
  const update = await database.selectFrom("updates").select("state").where("id", "=", updateId).executeTakeFirst();
  const rows = await database
    .selectFrom("update_events")
    .select(["seq", "at", "event"])
    .where("update_id", "=", updateId)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(AT_ONCE)
    .execute();
  return { state: update?.state, rows };
}

function unlessAway(error: unknown): undefined {
  if (!isDatabaseAway(error)) throw error;
}
