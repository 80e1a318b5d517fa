import { useDeferredValue, useMemo, useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { useGet } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import type { Connection } from "../../live/follow.ts";
import { ConnectionNote } from "../../live/live-note.tsx";
import { filterLines, MOST_LINES, type NumberedLine, withLines } from "../../live/log-lines.ts";
import { useLogs } from "../../live/use-logs.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Findings, ProblemNote } from "../../ui/problem.tsx";
import { LogLines } from "./log-lines.tsx";
import styles from "./logs.module.css";

/** What the container writes, as it writes it, or what it wrote before its last restart. */
export function Logs({ container }: { readonly container: string }) {
  const { zones } = useProject();
  const [zone, setZone] = useState("");
  const [previous, setPrevious] = useState(false);
  if (zones.length === 0)
    return <Section title="Logs">{<p className="muted">The project runs in no zone.</p>}</Section>;
  const choices = (
    <>
      <SelectField
        label="Run"
        value={previous ? "previous" : "now"}
        onChange={({ target }) => setPrevious(target.value === "previous")}
      >
        <option value="now">what runs now</option>
        <option value="previous">before the restart</option>
      </SelectField>
      {zones.length > 1 && (
        <SelectField label="Zone" value={zone} onChange={({ target }) => setZone(target.value)}>
          <option value="">all zones</option>
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
      )}
    </>
  );
  const Source = previous ? PreviousLogs : FollowedLogs;
  return <Source key={`${container} ${zone}`} container={container} zone={zone} choices={choices} />;
}

interface SourceProps {
  readonly container: string;
  /** Empty: all zones. */
  readonly zone: string;
  readonly choices: React.ReactNode;
}

function FollowedLogs({ container, zone, choices }: SourceProps) {
  const { name } = useProject();
  const { lines, problems, connection } = useLogs(name, { container, zone });
  const [held, setHeld] = useState<readonly NumberedLine[]>();
  const missed = held ? (lines.at(-1)?.number ?? -1) - (held.at(-1)?.number ?? -1) : 0;
  return (
    <LogSection
      lines={held ?? lines}
      choices={choices}
      state={<FollowState connection={connection} paused={held !== undefined} missed={missed} />}
      problems={problems}
      notes={<ConnectionNote connection={connection} />}
      actions={
        held ? (
          <Button small icon="play" onClick={() => setHeld(undefined)}>
            Go on
          </Button>
        ) : (
          <Button small icon="stop" onClick={() => setHeld(lines)}>
            Pause
          </Button>
        )
      }
    />
  );
}

function FollowState({
  connection: { state },
  paused,
  missed,
}: {
  readonly connection: Connection;
  readonly paused: boolean;
  readonly missed: number;
}) {
  if (paused) return <Badge icon="stop">paused{missed > 0 && `, ${missed} more since`}</Badge>;
  if (state === "open")
    return (
      <Badge tone="good" icon="play">
        following
      </Badge>
    );
  if (state === "ended") return <Badge icon="stop">no zone can be followed any more</Badge>;
  return (
    <Badge tone="busy" icon="clock">
      {state === "lost" ? "connection lost" : "connecting"}
    </Badge>
  );
}

function PreviousLogs({ container, zone, choices }: SourceProps) {
  const { name } = useProject();
  const logs = useGet("/projects/{project}/logs", {
    path: { project: name },
    query: { container, previous: "true", tail: 1000, ...(zone && { zone }) },
  });
  const lines = useMemo(() => withLines([], logs.data?.lines ?? []), [logs.data]);
  return (
    <LogSection
      lines={lines}
      choices={choices}
      state={<Badge icon="history">{logs.isFetching ? "reading" : "read once"}</Badge>}
      problems={logs.data?.errors ?? []}
      notes={
        <>
          {logs.error && <ProblemNote problem={logs.error} />}
          {logs.data?.cut && <Note tone="busy">There are more lines than are answered at once.</Note>}
        </>
      }
      actions={
        <Button small icon="refresh" busy={logs.isFetching} onClick={() => logs.refetch()}>
          Read again
        </Button>
      }
    />
  );
}

function LogSection({
  lines,
  choices,
  state,
  problems,
  notes,
  actions,
}: {
  readonly lines: readonly NumberedLine[];
  readonly choices: React.ReactNode;
  readonly state: React.ReactNode;
  readonly problems: readonly Schema<"Diagnostic">[];
  readonly notes: React.ReactNode;
  readonly actions: React.ReactNode;
}) {
  const [search, setSearch] = useState("");
  const [pod, setPod] = useState("");
  const [wrap, setWrap] = useState(true);
  const wanted = useDeferredValue(search);
  const pods = useMemo(() => [...new Set(lines.map((line) => line.pod))].sort(), [lines]);
  const shown = useMemo(() => filterLines(lines, { search: wanted, pod }), [lines, wanted, pod]);
  return (
    <Section
      title="Logs"
      actions={
        <>
          <span role="status">{state}</span>
          {actions}
        </>
      }
    >
      <div className={styles.controls}>
        <TextField
          label="Search in the lines"
          type="search"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        {choices}
        <SelectField label="Pod" value={pod} onChange={({ target }) => setPod(target.value)}>
          <option value="">all pods</option>
          {pod && !pods.includes(pod) && <option>{pod}</option>}
          {pods.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
        <CheckField label="Wrap lines" checked={wrap} onChange={({ target }) => setWrap(target.checked)} />
      </div>
      {notes}
      {problems.length > 0 && (
        <Note tone="bad" live>
          <Findings diagnostics={problems} />
        </Note>
      )}
      <LogLines lines={shown} search={wanted} wrap={wrap} severalPods={pods.length > 1 && !pod} />
      <p className="muted">
        {shown.length === lines.length
          ? `${lines.length} ${lines.length === 1 ? "line" : "lines"}`
          : `${shown.length} of ${lines.length} lines`}
        {lines.length >= MOST_LINES && "; earlier ones have been let go"}. Secrets stand as ⟦secret:name⟧.
      </p>
    </Section>
  );
}
