import { useEffect } from "react";
import { useParams } from "wouter";
import { containerName } from "../../../diagram/workload-words.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { LiveNote } from "../../live/live-note.tsx";
import { statusOfPath } from "../../live/node-status.ts";
import { useFreshProject } from "../../live/project-news.ts";
import { useStatus } from "../../live/use-status.ts";
import { useTree } from "../../live/use-tree.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Loading, Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import styles from "./container.module.css";
import { ContainerEvents } from "./container-events.tsx";
import { ContainerAddresses, ContainerFacts } from "./container-facts.tsx";
import { ContainerStatus } from "./container-status.tsx";
import { Environment } from "./environment.tsx";
import { Logs } from "./logs.tsx";
import { Restart } from "./restart.tsx";

/** Workloads that cannot be started anew. */
const RUNS_ONCE: ReadonlySet<string> = new Set(["job", "cron", "serverless"]);

export default function ContainerPage() {
  const { container = "" } = useParams<{ container: string }>();
  const project = useProject();
  const tree = useTree();
  useFreshProject();
  const live = useStatus(project.name);
  const node = tree.data?.nodes.find(({ kind, name }) => kind === "container" && name === container);
  const path =
    node?.path ?? live.zones.flatMap(({ containers }) => containers).find((one) => one.container === container)?.path;
  const status = path === undefined ? undefined : statusOfPath(live.zones, path);
  const mayWrite = useMay()("write") && project.state === "active";
  useScrollToHash(path !== undefined && !tree.isLoading);
  if (tree.isLoading || (!path && live.connection.state === "connecting"))
    return (
      <Page title={container}>
        <Loading />
      </Page>
    );
  if (!path)
    return (
      <Page title={container}>
        {tree.error && <ProblemNote problem={tree.error} />}
        <Empty icon="container" title={`There is no container ${container}`}>
          <p>Neither the definition nor any zone has one of that name.</p>
          <LinkButton href={`/projects/${project.name}/containers`}>All containers</LinkButton>
        </Empty>
      </Page>
    );
  return (
    <Page
      title={container}
      tab={`${container} of ${project.name}`}
      description={node && containerName(node)}
      actions={
        <>
          {mayWrite && status && !RUNS_ONCE.has(node?.facts.workload ?? "") && <Restart container={container} />}
          {node && (
            <LinkButton href={`/projects/${project.name}/infra?select=${encodeURIComponent(path)}`} icon="diagram">
              {mayWrite ? "Edit in Infra" : "Show in Infra"}
            </LinkButton>
          )}
        </>
      }
    >
      <LiveNote status={live} />
      {tree.error && <ProblemNote problem={tree.error} title="What the definition says of it cannot be shown" />}
      {tree.data && !node && (
        <Note tone="busy">It is no longer in the definition; the next update removes it from its zones.</Note>
      )}
      <ContainerStatus path={path} live={live} />
      {node && tree.data && (
        <div className={styles.two}>
          <ContainerFacts node={node} tree={tree.data} />
          <ContainerAddresses node={node} tree={tree.data} live={status !== undefined} />
        </div>
      )}
      <div id="logs" className={styles.anchor} tabIndex={-1}>
        <Logs container={container} />
      </div>
      {node && <Environment container={container} />}
      <div id="events" className={styles.anchor} tabIndex={-1}>
        <ContainerEvents container={container} />
      </div>
    </Page>
  );
}

/** Sections come after what the browser scrolled to on loading. */
function useScrollToHash(ready: boolean): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    const target = ready && id ? document.getElementById(id) : null;
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [ready]);
}
