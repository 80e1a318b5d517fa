import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useGet, useRefresh } from "../../app/data.ts";
import { Unread } from "../../app/list.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Section } from "../../ui/layout.tsx";
import { Loading } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { agentText } from "./user-agent.ts";

type Session = Schema<"Session">;

const FIRST = 8;

/** Where one is signed in, with ways to end that. */
export function Sessions() {
  const sessions = useGet("/sessions");
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const [all, setAll] = useState(false);
  const end = useAction(async ({ id, userAgent }: Session) => {
    await client.delete("/sessions/{session}", { path: { session: id } });
    await refresh("/sessions");
    toast(`The session of ${agentText(userAgent)} has ended`);
  });
  const endOthers = async () => {
    await client.delete("/sessions");
    await refresh("/sessions");
    toast("All your other sessions have ended");
  };
  const columns: Column<Session>[] = [
    {
      title: "Signed in with",
      heads: true,
      cell: ({ userAgent, current }) => (
        <>
          {agentText(userAgent)}{" "}
          {current && (
            <Badge tone="good" icon="check">
              this one
            </Badge>
          )}
        </>
      ),
    },
    { title: "From", cell: ({ address }) => <span className="mono">{address ?? "unknown"}</span> },
    { title: "Begun", cell: ({ createdAt }) => <Time at={createdAt} /> },
    { title: "Ends", cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    {
      title: "Actions",
      actions: true,
      cell: (session) =>
        !session.current && (
          <Button
            small
            variant="quiet"
            aria-label={`End the session of ${agentText(session.userAgent)}`}
            onClick={() => void end.run(session)}
          >
            End
          </Button>
        ),
    },
  ];
  const items = sessions.data?.items;
  return (
    <Section
      title="Sessions"
      description="Where you are signed in. End what you do not know, then change your password."
      actions={
        items?.some(({ current }) => !current) && <Button onClick={() => setAsking(true)}>End all others</Button>
      }
    >
      {end.problem !== undefined && <ProblemNote problem={end.problem} />}
      {items ? (
        <>
          <Table
            label="Sessions"
            columns={columns}
            items={all ? items : thisFirst(items).slice(0, FIRST)}
            keyOf={({ id }) => id}
          />
          {!all && items.length > FIRST && (
            <div>
              <Button onClick={() => setAll(true)}>Show all {items.length}</Button>
            </div>
          )}
        </>
      ) : sessions.error ? (
        <Unread problem={sessions.error} again={() => void sessions.refetch()} />
      ) : (
        <Loading />
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="End all other sessions?"
        action="End all others"
        onConfirm={endOthers}
      >
        You stay signed in here; everywhere else you sign in again.
      </ConfirmDialog>
    </Section>
  );
}

function thisFirst(items: readonly Session[]): readonly Session[] {
  return items.toSorted((one, other) => Number(other.current) - Number(one.current));
}
