import { useState } from "react";
import { useParams } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { useGet } from "../../app/data.ts";
import { Unread } from "../../app/list.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { whoText } from "../../app/who.tsx";
import { useFreshProject } from "../../live/project-news.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Card, Facts, Page, Row, Section } from "../../ui/layout.tsx";
import { Loading } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { CurrentIn, useCurrentZones } from "./current-in.tsx";
import { DifferenceView } from "./difference.tsx";
import styles from "./revisions.module.css";
import { RollBack } from "./roll-back.tsx";

export default function RevisionPage() {
  const { revision: given = "" } = useParams<{ revision: string }>();
  const number = /^[1-9]\d{0,8}$/.test(given) ? Number(given) : 0;
  const project = useProject();
  const mayDeploy = useMay()("deploy") && project.state === "active";
  const [rollingBack, setRollingBack] = useState(false);
  const revision = useGet(
    "/projects/{project}/revisions/{revision}",
    { path: { project: project.name, revision: number } },
    { enabled: number > 0 },
  );
  const zones = useCurrentZones()(number);
  useFreshProject();
  const title = number > 0 ? `Revision ${number}` : "There is no such revision";
  if (!revision.data)
    return (
      <Page title={title} actions={<LinkButton href={`/projects/${project.name}/revisions`}>All revisions</LinkButton>}>
        {revision.error ? (
          <Unread problem={revision.error} again={() => void revision.refetch()} />
        ) : number > 0 ? (
          <Loading />
        ) : (
          <p>Revisions are numbered from 1.</p>
        )}
      </Page>
    );
  const { data } = revision;
  return (
    <Page
      title={title}
      tab={`Revision ${number} of ${project.name}`}
      description={data.comment}
      actions={
        <>
          <LinkButton href={`/projects/${project.name}/revisions`}>All revisions</LinkButton>
          {mayDeploy && number !== project.revision && (
            <Button icon="history" variant="primary" onClick={() => setRollingBack(true)}>
              Roll back to it
            </Button>
          )}
        </>
      }
    >
      <Card>
        <Facts
          facts={[
            ["By", whoText(data.createdBy)],
            ["When", <Time key="when" at={data.createdAt} />],
            ["Rolled back to", data.rolledBackTo !== null && `revision ${data.rolledBackTo}`],
            ["Runs in", zones.length > 0 ? <Row key="zones">{<CurrentIn zones={zones} />}</Row> : "no zone right now"],
            ["Containers", data.containers.join(", ") || "none"],
            ["Volumes", data.volumes.length > 0 && data.volumes.join(", ")],
          ]}
        />
      </Card>
      <Compared key={number} number={number} newest={project.revision ?? number} />
      <Contents revision={data} />
      {rollingBack && <RollBack revision={number} onClose={() => setRollingBack(false)} />}
    </Page>
  );
}

/** What differs from the one before, or from the newest. */
function Compared({ number, newest }: { readonly number: number; readonly newest: number }) {
  const { name: project } = useProject();
  const [from, setFrom] = useState(number > 1 ? number - 1 : newest);
  const difference = useGet(
    "/projects/{project}/revisions/{revision}/difference",
    { path: { project, revision: number }, query: { from } },
    { enabled: from !== number },
  );
  if (number === 1 && newest === 1)
    return (
      <Section title="What it changed">
        <p className="muted">It is the first one: there is nothing before it.</p>
      </Section>
    );
  return (
    <Section
      title={from > number ? "How it differs" : "What it changed"}
      {...(from > number && { description: `− stands in revision ${from} alone, + in this one.` })}
    >
      <div className={styles.compare}>
        <SelectField label="Compared with" value={from} onChange={({ target }) => setFrom(Number(target.value))}>
          {number > 1 && <option value={number - 1}>revision {number - 1}, the one before</option>}
          {newest !== number && newest !== number - 1 && <option value={newest}>revision {newest}, the newest</option>}
        </SelectField>
      </div>
      {difference.error ? (
        <ProblemNote problem={difference.error} />
      ) : difference.data ? (
        <DifferenceView difference={difference.data} />
      ) : (
        <Loading what="Comparing" />
      )}
    </Section>
  );
}

function Contents({ revision: { text, format, variables } }: { readonly revision: Schema<"RevisionDetail"> }) {
  return (
    <>
      <Section title="Variables" description="As they were; secrets are shown to nobody.">
        {variables.length === 0 ? (
          <p className="muted">It had none.</p>
        ) : (
          <Table
            label="Variables"
            columns={[
              { title: "Name", heads: true, cell: ({ name }) => <code>{name}</code> },
              {
                title: "Value",
                cell: ({ secret, value }) =>
                  secret ? <Badge icon="lock">secret</Badge> : <code>{value || "(empty)"}</code>,
              },
            ]}
            items={variables}
            keyOf={({ name }) => name}
          />
        )}
      </Section>
      <Section
        title="Definition"
        description={format === "json" ? "JSON with comments" : "Jsonnet"}
        actions={<CopyButton text={text}>Copy it</CopyButton>}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={styles.text} tabIndex={0}>
          {text}
        </pre>
      </Section>
    </>
  );
}
