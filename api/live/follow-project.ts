import { setTimeout as sleep } from "node:timers/promises";
import { Bell } from "../http/bell.ts";
import { isDatabaseAway } from "../http/problem-of-error.ts";
import type { EventStream } from "../http/stream.ts";
import { tellWho } from "../identity/who.ts";
import type { Platform } from "../platform.ts";
import { callersIn, newsBetween, nowOf } from "./project-news.ts";
import { type ProjectSnapshot, readSnapshot } from "./project-snapshot.ts";

/** Milliseconds after which is looked without having been told: a notification may be lost with its connection. */
const LOOK_AGAIN = 10_000;
/** Milliseconds between two looks, however often something is written. */
const PAUSE = 100;
const AWAY_PAUSE = 1_000;

/**
 * Sends how far a project is, and what changes of it from then on, until the stream ends or the project is gone. What changes
 * several times between two looks is told once, as it is then.
 */
export async function followProject(
  { database, notifications }: Pick<Platform, "database" | "notifications">,
  projectId: string,
  stream: EventStream,
): Promise<void> {
  const { signal } = stream;
  const bell = new Bell(signal);
  const stopListening = notifications.listen("project", projectId, () => bell.ring());
  let before: ProjectSnapshot | undefined;
  try {
    while (!signal.aborted) {
      const read = await readWithNews(database, projectId, before).catch((error: unknown) => {
        if (!isDatabaseAway(error)) throw error;
        return "away" as const;
      });
      if (read === "away") {
        await sleep(AWAY_PAUSE, undefined, { signal }).catch(() => undefined);
        continue;
      }
      for (const one of read.news) stream.send(one);
      if (!read.snapshot) return stream.send({ event: "end", data: {} });
      before = read.snapshot;
      await stream.drained();
      await bell.heard(LOOK_AGAIN);
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    stopListening();
    stream.end();
  }
}

async function readWithNews(database: Platform["database"], projectId: string, before: ProjectSnapshot | undefined) {
  const snapshot = await readSnapshot(database, projectId);
  if (!snapshot) return { snapshot, news: [] };
  if (!before) return { snapshot, news: [nowOf(snapshot)] };
  const isNews = newsBetween(before, snapshot, new Map()).length > 0;
  const who = isNews ? await tellWho(database, callersIn(snapshot)) : new Map();
  return { snapshot, news: newsBetween(before, snapshot, who) };
}
