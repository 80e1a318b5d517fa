import { Link } from "wouter";
import { useGet } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { useFreshProject } from "../../live/project-news.ts";
import { useTree } from "../../live/use-tree.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Loading, Note } from "../../ui/note.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { VolumePlaces } from "./volume-places.tsx";
import { type VolumeRow, volumeRows } from "./volume-rows.ts";
import styles from "./volumes.module.css";

/** Milliseconds between two looks: storage comes and goes slowly. */
const LOOK_AGAIN = 15_000;

export default function VolumesPage() {
  const project = useProject();
  const tree = useTree();
  const live = useGet(
    "/projects/{project}/volumes",
    { path: { project: project.name } },
    { every: LOOK_AGAIN, enabled: project.zones.length > 0 },
  );
  useFreshProject();
  const zones = live.data?.zones ?? [];
  const rows = volumeRows(tree.data, zones);
  return (
    <Page
      title="Volumes"
      tab={`Volumes of ${project.name}`}
      description="Storage that outlives the containers which mount it."
    >
      {tree.error && (
        <ProblemNote problem={tree.error} title="What the definition says of volumes cannot be shown right now" />
      )}
      {live.error && (
        <ProblemNote problem={live.error} title="How the volumes stand in their zones cannot be shown right now" />
      )}
      {zones.map(
        ({ zone, error }) =>
          error && (
            <Note key={zone} tone="bad" live>
              <span>
                Nothing is known of the volumes in zone <strong>{zone}</strong>: {sentence(error.message)} It is asked
                again by itself.
              </span>
            </Note>
          ),
      )}
      {tree.isLoading || (live.isLoading && rows.length === 0) ? (
        <Loading />
      ) : rows.length === 0 ? (
        !tree.error && !live.error && <NoVolumes />
      ) : (
        <>
          <Table
            label="Volumes"
            columns={columnsOf(project.name, live.data !== undefined)}
            items={rows}
            keyOf={({ key }) => key}
          />
          <Note>
            What is in a volume stays when its container is restarted, replaced or removed. It is lost when the volume
            is removed from the definition and that is deployed, and when the project is removed from a zone. Each zone
            has its own volume: nothing is copied from one to another.
          </Note>
        </>
      )}
    </Page>
  );
}

const columnsOf = (project: string, asked: boolean): readonly Column<VolumeRow>[] => [
  {
    title: "Volume",
    heads: true,
    cell: ({ name, kind }) => (
      <>
        {name}
        {kind === "replica" && <div className={styles.kind}>of one replica</div>}
        {kind === "left" && (
          <div>
            <Badge tone="busy" icon="warning">
              no longer in the definition
            </Badge>
          </div>
        )}
      </>
    ),
  },
  { title: "Size", cell: ({ size }) => size },
  {
    title: "Access",
    cell: ({ access }) => (access === "many" ? "pods on several nodes" : "pods on one node"),
  },
  {
    title: "Mounted by",
    cell: ({ mounts, containers }) =>
      containers.length === 0 ? (
        <span className="muted">no container</span>
      ) : (
        <ul className={styles.users}>
          {containers.map((name) => (
            <li key={name}>
              <Link href={`/projects/${project}/containers/${name}`}>{name}</Link>
              {mounts
                .filter((mount) => mount.startsWith(`${name} at `))
                .map((mount) => (
                  <span key={mount} className="muted">
                    {mount.slice(name.length)}
                  </span>
                ))}
            </li>
          ))}
        </ul>
      ),
  },
  { title: "State", cell: ({ places }) => <VolumePlaces places={places} asked={asked} /> },
];

function NoVolumes() {
  const { name } = useProject();
  const may = useMay();
  return (
    <Empty icon="volume" title="There is no volume yet">
      <p>A container's files are lost with it. What has to stay is kept in a volume that it mounts.</p>
      {may("write") && (
        <LinkButton href={`/projects/${name}/infra`} variant="primary" icon="diagram">
          Add one in Infra
        </LinkButton>
      )}
    </Empty>
  );
}
