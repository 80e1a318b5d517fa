import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { useGet } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/layout.tsx";
import { Loading, Note } from "../../ui/note.tsx";
import { Findings, ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import styles from "./container.module.css";

const FIRST = 15;

type Event = Schema<"ContainerEvent">;

/** What zones report of the container's objects. */
export function ContainerEvents({ container }: { readonly container: string }) {
  const { name, zones } = useProject();
  const events = useGet(
    "/projects/{project}/containers/{container}/events",
    { path: { project: name, container } },
    { every: 15_000, enabled: zones.length > 0 },
  );
  const { data, error } = events;
  const [all, setAll] = useState(false);
  return (
    <Section
      title="Events"
      description="What its zones report: scheduling, images, restarts. They forget it after about an hour."
      actions={
        <Button small icon="refresh" busy={events.isFetching} onClick={() => events.refetch()}>
          Look again
        </Button>
      }
    >
      {error && <ProblemNote problem={error} />}
      {data && data.errors.length > 0 && (
        <Note tone="bad">
          <Findings diagnostics={data.errors} />
        </Note>
      )}
      {!data ? (
        events.isLoading && <Loading />
      ) : data.events.length === 0 ? (
        <p className="muted">Nothing was reported lately.</p>
      ) : (
        <Table
          label="Events"
          columns={zones.length > 1 ? [...COLUMNS, ZONE] : COLUMNS}
          items={all ? data.events : data.events.slice(0, FIRST)}
          keyOf={(event) => keyOf(event)}
        />
      )}
      {data && !all && data.events.length > FIRST && (
        <div>
          <Button small onClick={() => setAll(true)}>
            Show all {data.events.length} events
          </Button>
        </div>
      )}
    </Section>
  );
}

const keyOf = ({ zone, at, reason, object, message }: Event) => [zone, at, reason, object, message].join(" ");

const COLUMNS: readonly Column<Event>[] = [
  {
    title: "What",
    heads: true,
    cell: ({ type, reason }) => (
      <Badge tone={type === "Warning" ? "bad" : "plain"} icon={type === "Warning" ? "warning" : "info"}>
        {reason || type}
      </Badge>
    ),
  },
  {
    title: "Message",
    cell: ({ message, count }) => (
      <div className={styles.message}>
        {message}
        {count > 1 && <span className="muted"> ({count} times)</span>}
      </div>
    ),
  },
  { title: "Object", cell: ({ object }) => <code className={styles.message}>{object}</code> },
  { title: "When", cell: ({ at }) => (at ? <Time at={at} /> : <span className="muted">not told</span>) },
];

const ZONE: Column<Event> = { title: "Zone", cell: ({ zone }) => zone };
