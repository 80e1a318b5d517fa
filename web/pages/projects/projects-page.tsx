import { ListView, useList } from "../../app/list.tsx";
import { matches } from "../../app/matches.ts";
import { type Filter, useFilter } from "../../app/use-filter.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { SearchBox } from "../../ui/filter.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { Beginnings } from "./beginnings.tsx";
import { ProjectCard } from "./project-card.tsx";
import styles from "./projects.module.css";

export default function ProjectsPage() {
  const filter = useFilter();
  const list = useList("/projects", { query: { limit: 100 } });
  const any = list.items.length > 0;
  return (
    <Page
      title="Projects"
      actions={
        any && (
          <>
            <LinkButton href="/gallery" icon="gallery">
              From a template
            </LinkButton>
            <LinkButton href="/new" icon="plus" variant="primary">
              New project
            </LinkButton>
          </>
        )
      }
    >
      <ListView list={list} empty={<Beginnings />}>
        {(projects) => {
          const found = projects.filter(({ name, description }) =>
            matches({ words: [name, description], tags: [] }, filter),
          );
          return (
            <>
              <div className={styles.filter}>
                <SearchBox label="Search projects" value={filter.search} onChange={filter.setSearch} />
                <p className="muted" role="status">
                  {countText(found.length, projects.length, list.more !== undefined)}
                </p>
              </div>
              {found.length === 0 ? (
                <NothingFound filter={filter} />
              ) : (
                <ul className={styles.cards}>
                  {found.map((project) => (
                    <li key={project.name}>
                      <ProjectCard project={project} />
                    </li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </ListView>
    </Page>
  );
}

function NothingFound({ filter }: { readonly filter: Filter }) {
  return (
    <Empty icon="search" title="No project fits">
      <p>None of your projects has “{filter.search}” in its name or description.</p>
      <Button onClick={filter.clear}>Show all projects</Button>
    </Empty>
  );
}

function countText(found: number, all: number, more: boolean): string {
  const projects = all === 1 ? "project" : "projects";
  if (found === all) return more ? `the first ${all} projects` : `${all} ${projects}`;
  return `${found} of ${more ? "the first " : ""}${all} ${projects}`;
}
