import { useEffect } from "react";
import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { Duration } from "../../live/duration.tsx";
import { isEnded } from "../../live/progress-words.ts";
import { useFreshProject } from "../../live/project-news.ts";
import { StateBadge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { resultText, runningFirst, updateTitle } from "./update-words.ts";
import { useRequester } from "./use-requester.ts";

type Update = Schema<"Update">;

/** Milliseconds between two looks while one is under way, should nothing be heard of it. */
const LOOK_AGAIN = 4_000;

export default function UpdatesPage() {
  const { name } = useProject();
  const requester = useRequester();
  const list = useList("/projects/{project}/updates", { path: { project: name }, query: { limit: 30 } });
  const refresh = useRefresh();
  const underWay = list.items.filter(({ state }) => !isEnded(state)).length;
  useFreshProject();
  useEffect(() => {
    if (underWay === 0) return;
    const timer = setInterval(() => void refresh("/projects/{project}/updates"), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [underWay, refresh]);
  const columns: readonly Column<Update>[] = [
    {
      title: "Update",
      heads: true,
      cell: (update) => <Link href={`/projects/${name}/updates/${update.id}`}>{updateTitle(update)}</Link>,
    },
    { title: "State", cell: ({ state }) => <StateBadge state={state} /> },
    { title: "Changed", cell: ({ result }) => resultText(result) ?? <span className="muted">–</span> },
    { title: "By", cell: ({ requestedBy }) => requester(requestedBy) },
    { title: "Asked for", cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      title: "Took",
      cell: ({ startedAt, endedAt }) =>
        startedAt ? <Duration from={startedAt} to={endedAt} /> : <span className="muted">–</span>,
    },
  ];
  return (
    <Page
      title="Updates"
      tab={`Updates of ${name}`}
      description="Each deployment makes one update for each zone. What happened is kept of the last 200."
    >
      <p className="visually-hidden" role="status">
        {list.pending ? "" : underWay === 0 ? "Nothing is under way." : `${underWay} under way.`}
      </p>
      <ListView list={list} empty={<NoUpdates />}>
        {(items) => <Table label="Updates" columns={columns} items={runningFirst(items)} keyOf={({ id }) => id} />}
      </ListView>
    </Page>
  );
}

function NoUpdates() {
  const { name } = useProject();
  const may = useMay();
  return (
    <Empty icon="rocket" title="Nothing was deployed yet">
      <p>An update carries a revision into a zone; here you follow it.</p>
      {may("deploy") && (
        <LinkButton href={`/projects/${name}/infra`} variant="primary" icon="rocket">
          Deploy from Infra
        </LinkButton>
      )}
    </Empty>
  );
}
