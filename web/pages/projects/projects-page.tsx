import { ListView } from "../../app/list.tsx";
import { tagCounts } from "../../app/matches.ts";
import { type Filter, useFilter } from "../../app/use-filter.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { SearchBox, TagFilter } from "../../ui/filter.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Loading } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { Beginnings } from "./beginnings.tsx";
import { ProjectCard } from "./project-card.tsx";
import styles from "./projects.module.css";
import { type Projects, useProjects } from "./use-projects.ts";

export default function ProjectsPage() {
  const filter = useFilter();
  const projects = useProjects(filter);
  const { list } = projects;
  return (
    <Page
      title="Projects"
      actions={
        list.items.length > 0 && (
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
        {(all) => (
          <>
            <div className={styles.filter}>
              <SearchBox label="Search projects" value={filter.search} onChange={filter.setSearch} />
              <TagFilter label="Show one tag" tags={tagCounts(all)} chosen={filter.tag} onChoose={filter.setTag} />
              <p className={styles.count} role="status">
                {countText(projects)}
              </p>
            </div>
            <Found projects={projects} filter={filter} />
          </>
        )}
      </ListView>
    </Page>
  );
}

function Found({ projects, filter }: { readonly projects: Projects; readonly filter: Filter }) {
  const { found, searching, problem } = projects;
  if (searching) return <Loading what="Searching" />;
  if (problem !== undefined) return <ProblemNote problem={problem} />;
  if (found.length === 0) return <NothingFound filter={filter} />;
  return (
    <ul className={styles.cards}>
      {found.map((project) => (
        <li key={project.name}>
          <ProjectCard project={project} />
        </li>
      ))}
    </ul>
  );
}

function NothingFound({ filter: { search, tag, clear } }: { readonly filter: Filter }) {
  return (
    <Empty icon="search" title="No project fits">
      <p>
        None of your projects has {search !== "" && <>“{search}” in its name or description</>}
        {search !== "" && tag !== "" && " and "}
        {tag !== "" && <>a container with the tag “{tag}”</>}.
      </p>
      <Button onClick={clear}>Show all projects</Button>
    </Empty>
  );
}

function countText({ list, found, searching }: Projects): string {
  if (searching) return "";
  const all = list.items.length;
  const first = list.more ? "the first " : "";
  if (found.length === all) return `${first}${all} ${all === 1 ? "project" : "projects"}`;
  return list.more === undefined ? `${found.length} of ${all} projects` : `${found.length} projects found`;
}
