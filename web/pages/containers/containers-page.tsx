import { Link, useSearchParams } from "wouter";
import { useMay, useProject } from "../../app/project.tsx";
import { LiveNote } from "../../live/live-note.tsx";
import { useFreshProject } from "../../live/project-news.ts";
import type { ProjectStatus } from "../../live/status-store.ts";
import { useStatus } from "../../live/use-status.ts";
import { useTree } from "../../live/use-tree.ts";
import { ZoneStates } from "../../live/zone-states.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { SearchBox } from "../../ui/filter.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Loading } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { type ContainerRow, containerRows, countTags, filterRows } from "./container-rows.ts";
import styles from "./containers.module.css";
import { TagChips } from "./tag-chips.tsx";

export default function ContainersPage() {
  const project = useProject();
  const tree = useTree();
  useFreshProject();
  const live = useStatus(project.name);
  const rows = containerRows(tree.data?.nodes, live.zones);
  return (
    <Page
      title="Containers"
      tab={`Containers of ${project.name}`}
      description="What the project runs, in each of its zones."
    >
      {project.zones.length > 0 && <LiveNote status={live} />}
      {tree.error && (
        <ProblemNote problem={tree.error} title="The containers of the definition cannot be shown right now" />
      )}
      {tree.isLoading ? (
        <Loading />
      ) : rows.length === 0 && !tree.error ? (
        <NoContainers />
      ) : (
        <Found rows={rows} live={live} />
      )}
    </Page>
  );
}

function Found({ rows, live }: { readonly rows: readonly ContainerRow[]; readonly live: ProjectStatus }) {
  const { name } = useProject();
  const [parameters, setParameters] = useSearchParams();
  const tags = parameters.getAll("tag");
  const search = parameters.get("search") ?? "";
  const shown = filterRows(rows, { tags, search });
  const change = (next: { readonly tags?: readonly string[]; readonly search?: string }) => {
    const to = new URLSearchParams((next.tags ?? tags).map((tag) => ["tag", tag]));
    const words = next.search ?? search;
    if (words) to.set("search", words);
    setParameters(to, { replace: true });
  };
  return (
    <>
      <div className={styles.filters}>
        <SearchBox
          label="Search by name, kind, image or tag"
          value={search}
          onChange={(words) => change({ search: words })}
        />
        <TagChips counts={countTags(rows)} chosen={tags} onChange={(chosen) => change({ tags: chosen })} />
      </div>
      <p className="muted" role="status">
        {shown.length === rows.length
          ? `${rows.length} ${rows.length === 1 ? "container" : "containers"}`
          : `${shown.length} of ${rows.length} containers`}
      </p>
      {shown.length > 0 ? (
        <Table label="Containers" columns={columnsOf(name, live)} items={shown} keyOf={({ path }) => path} />
      ) : (
        <Empty icon="search" title="No container is like that">
          <Button onClick={() => change({ tags: [], search: "" })}>Show all {rows.length}</Button>
        </Empty>
      )}
    </>
  );
}

const columnsOf = (project: string, live: ProjectStatus): readonly Column<ContainerRow>[] => [
  {
    title: "Container",
    heads: true,
    cell: ({ name, kind, left }) => (
      <>
        <Link href={`/projects/${project}/containers/${name}`}>{name}</Link>
        <div className={styles.kind}>
          {kind}
          {left && (
            <Badge tone="busy" icon="trash">
              no longer in the definition
            </Badge>
          )}
        </div>
      </>
    ),
  },
  { title: "Image", cell: ({ image }) => image && <code className={styles.image}>{image}</code> },
  { title: "State", cell: ({ status }) => <ZoneStates status={status} live={live} /> },
  {
    title: "Tags",
    cell: ({ tags }) => (
      <span className={styles.tags}>
        {tags.map((tag) => (
          <Badge key={tag} icon="tag">
            {tag}
          </Badge>
        ))}
      </span>
    ),
  },
];

function NoContainers() {
  const { name, definitionVersion } = useProject();
  const may = useMay();
  return (
    <Empty
      icon="container"
      title={definitionVersion === null ? "There is no definition yet" : "There is no container yet"}
    >
      <p>A project's containers come from its definition.</p>
      {may("write") && (
        <LinkButton href={`/projects/${name}/infra`} variant="primary" icon="diagram">
          Add one in Infra
        </LinkButton>
      )}
    </Empty>
  );
}
