import { useEffect, useState } from "react";
import { client } from "../app/client.ts";
import { batch } from "./batch.ts";
import { CONNECTING, type Connection, follow } from "./follow.ts";
import { advance, NO_PROGRESS, type UpdateEvent, type UpdateProgress } from "./update-progress.ts";

export interface FollowedUpdate {
  readonly progress: UpdateProgress;
  /** `ended`: the update has, and everything that is kept of it is here. */
  readonly connection: Connection;
}

const NOTHING: FollowedUpdate = { progress: NO_PROGRESS, connection: CONNECTING };

/** What happens in an update, from its beginning, as it happens. Without an update: nothing. */
export function useUpdateEvents(project: string, update: string | undefined): FollowedUpdate {
  const [followed, setFollowed] = useState(NOTHING);
  useEffect(() => {
    setFollowed(NOTHING);
    if (update === undefined) return;
    const events = batch<UpdateEvent>((news) =>
      setFollowed((before) => ({ ...before, progress: advance(before.progress, news) })),
    );
    const connections = batch<Connection>((told) => {
      const connection = told.at(-1);
      if (connection) setFollowed((before) => ({ ...before, connection }));
    });
    const stop = follow(
      (options) =>
        client.events("/projects/{project}/updates/{update}/stream", { path: { project, update }, ...options }),
      {
        onEvent: ({ event, data }) => event !== "end" && events.push(data as UpdateEvent),
        // By the same way as the events, so that an end is not seen before the last of them.
        onConnection: connections.push,
      },
    );
    return () => {
      stop();
      events.stop();
      connections.stop();
    };
  }, [project, update]);
  return followed;
}
