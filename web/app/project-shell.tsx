import type { ReactNode } from "react";
import { ProblemError } from "../../api/client/errors.ts";
import { LinkButton } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Page } from "../ui/layout.tsx";
import { Loading, Note } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem.tsx";
import { useGet } from "./data.ts";
import { ProjectContext } from "./project.tsx";
import styles from "./shell.module.css";
import { NavLink } from "./shell.tsx";

/** A project's pages, in the order of the list at their side. */
const PAGES: readonly (readonly [path: string, title: string, icon: IconName])[] = [
  ["infra", "Infra", "diagram"],
  ["containers", "Containers", "container"],
  ["variables", "Variables", "lock"],
  ["volumes", "Volumes", "volume"],
  ["revisions", "Revisions", "history"],
  ["updates", "Updates", "rocket"],
  ["members", "Members", "people"],
  ["keys", "Keys", "key"],
  ["settings", "Settings", "settings"],
];

/** The pages of one project, with their list at the side. */
export function ProjectShell({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const project = useGet("/projects/{project}", { path: { project: name } });
  if (project.isPending)
    return (
      <Page title={name}>
        <Loading />
      </Page>
    );
  if (!project.data) return <NoProject name={name} problem={project.error} />;
  return (
    <ProjectContext value={project.data}>
      <div className={styles.project}>
        <nav className={styles.side} aria-label={`Project ${name}`}>
          <strong title={name}>{name}</strong>
          {PAGES.map(([path, title, icon]) => (
            <NavLink key={path} href={`/projects/${name}/${path}`}>
              <Icon name={icon} />
              {title}
            </NavLink>
          ))}
        </nav>
        <div className={styles.body}>
          {project.data.state === "deleting" && (
            <Note tone="busy">This project is being removed from its zones and takes no changes.</Note>
          )}
          {children}
        </div>
      </div>
    </ProjectContext>
  );
}

function NoProject({ name, problem }: { readonly name: string; readonly problem: unknown }) {
  const absent = problem instanceof ProblemError && problem.status === 404;
  return (
    <Page
      title={absent ? "There is no such project" : "The project cannot be shown right now"}
      actions={<LinkButton href="/">Your projects</LinkButton>}
    >
      {absent ? <p>There is no project {name}, or you are no member of it.</p> : <ProblemNote problem={problem} />}
    </Page>
  );
}
