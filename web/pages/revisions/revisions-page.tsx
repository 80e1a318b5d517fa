import { useState } from "react";
import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { ListView, useList } from "../../app/list.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { whoText } from "../../app/who.tsx";
import { useFreshProject } from "../../live/project-news.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { CurrentIn, useCurrentZones } from "./current-in.tsx";
import styles from "./revisions.module.css";
import { RollBack } from "./roll-back.tsx";

type Revision = Schema<"Revision">;

export default function RevisionsPage() {
  const project = useProject();
  const mayDeploy = useMay()("deploy") && project.state === "active";
  const [rollingBack, setRollingBack] = useState<number>();
  const list = useList("/projects/{project}/revisions", { path: { project: project.name }, query: { limit: 30 } });
  const zonesOf = useCurrentZones();
  useFreshProject();
  const columns: readonly Column<Revision>[] = [
    {
      title: "Revision",
      heads: true,
      cell: ({ number, comment }) => (
        <>
          <Link href={`/projects/${project.name}/revisions/${number}`}>Revision {number}</Link>
          {comment && <div className={styles.comment}>{comment}</div>}
        </>
      ),
    },
    { title: "By", cell: ({ createdBy }) => whoText(createdBy) },
    { title: "When", cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      title: "Runs in",
      cell: ({ number, rolledBackTo }) => (
        <span className={styles.badges}>
          <CurrentIn zones={zonesOf(number)} />
          {rolledBackTo !== null && <Badge icon="history">back to {rolledBackTo}</Badge>}
        </span>
      ),
    },
  ];
  const actions: Column<Revision> = {
    title: "Actions",
    actions: true,
    cell: ({ number }) =>
      number !== project.revision && (
        <Button
          small
          icon="history"
          aria-label={`Roll back to revision ${number}`}
          onClick={() => setRollingBack(number)}
        >
          Roll back
        </Button>
      ),
  };
  return (
    <Page
      title="Revisions"
      tab={`Revisions of ${project.name}`}
      description="Every definition that was deployed, with its variables. Any of them can be deployed again."
    >
      <ListView list={list} empty={<NoRevisions />}>
        {(items) => (
          <Table
            label="Revisions"
            columns={mayDeploy && items.length > 1 ? [...columns, actions] : columns}
            items={items}
            keyOf={({ number }) => String(number)}
          />
        )}
      </ListView>
      {rollingBack !== undefined && <RollBack revision={rollingBack} onClose={() => setRollingBack(undefined)} />}
    </Page>
  );
}

function NoRevisions() {
  const { name } = useProject();
  const may = useMay();
  return (
    <Empty icon="history" title="Nothing was deployed yet">
      <p>Each deployment makes a revision: the definition and its variables as they were then.</p>
      {may("deploy") && (
        <LinkButton href={`/projects/${name}/infra`} variant="primary" icon="rocket">
          Deploy from Infra
        </LinkButton>
      )}
    </Empty>
  );
}
