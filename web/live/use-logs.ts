import { useEffect, useState } from "react";
import type { Schema } from "../../api/client/types.ts";
import { client } from "../app/client.ts";
import { batch } from "./batch.ts";
import { CONNECTING, type Connection, follow } from "./follow.ts";
import { type NumberedLine, withLines } from "./log-lines.ts";
import { whileVisible } from "./while-visible.ts";

export interface AskedLogs {
  /** Default: every container of the project */
  readonly container?: string;
  /** Default: every zone of the project */
  readonly zone?: string;
  /** Lines of each pod's past to begin with. Default: 500 */
  readonly tail?: number;
  /** Default: true */
  readonly enabled?: boolean;
}

export interface FollowedLogs {
  /** The latest few thousand, in the order they came in. */
  readonly lines: readonly NumberedLine[];
  /** Zones that cannot be followed. */
  readonly problems: readonly Schema<"Diagnostic">[];
  readonly connection: Connection;
}

const NOTHING: FollowedLogs = { lines: [], problems: [], connection: CONNECTING };

/** What containers write, as they write it. After a lost connection the past is read again in place of what was there. */
export function useLogs(
  project: string,
  { container, zone, tail = 500, enabled = true }: AskedLogs = {},
): FollowedLogs {
  const [logs, setLogs] = useState(NOTHING);
  useEffect(() => {
    setLogs(NOTHING);
    if (!enabled) return;
    let anew = false;
    const lines = batch<Schema<"LogLine">>((news) => {
      const replace = anew;
      anew = false;
      setLogs((before) => ({ ...before, lines: withLines(before.lines, news, replace) }));
    });
    const open = whileVisible((options) =>
      client.events("/projects/{project}/logs/stream", {
        path: { project },
        query: { tail, ...(container && { container }), ...(zone && { zone }) },
        ...options,
      }),
    );
    const stop = follow(open, {
      onEvent: ({ event, data }) => {
        if (event === "line") lines.push(data as Schema<"LogLine">);
        if (event === "problem")
          setLogs((before) => ({ ...before, problems: [...before.problems, data as Schema<"Diagnostic">].slice(-20) }));
      },
      onConnection: (connection) => {
        if (connection.state === "open") anew = true;
        setLogs((before) => ({ ...before, connection, problems: connection.state === "open" ? [] : before.problems }));
      },
    });
    return () => {
      stop();
      lines.stop();
    };
  }, [project, container, zone, tail, enabled]);
  return logs;
}
