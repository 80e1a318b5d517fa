import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { useGet } from "../../app/data.ts";
import { Badge, StateBadge } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";
import styles from "./projects.module.css";

type Project = Schema<"Project">;

/** A project with how it stands; the whole card leads to it. */
export function ProjectCard({ project }: { readonly project: Project }) {
  const { name, description, state, zones, revision, updatedAt } = project;
  return (
    <article className={styles.card}>
      <header>
        <h2>
          <Link href={`/projects/${name}/infra`}>{name}</Link>
        </h2>
        {state === "deleting" ? <StateBadge state="deleting" /> : <Standing project={project} />}
      </header>
      {description && <p className={styles.description}>{description}</p>}
      <ul className={styles.facts}>
        <li>
          <Icon name="zone" size={14} /> {zones.length === 0 ? "in no zone" : zones.join(", ")}
        </li>
        <li>
          <Icon name="history" size={14} /> {revision === null ? "no revision yet" : `revision ${revision}`}
        </li>
        <li>
          <Icon name="clock" size={14} />
          <span>
            changed <Time at={updatedAt} />
          </span>
        </li>
      </ul>
    </article>
  );
}

/** How its last update ended. */
function Standing({ project: { name, revision } }: { readonly project: Project }) {
  const updates = useGet(
    "/projects/{project}/updates",
    { path: { project: name }, query: { limit: 1 } },
    { enabled: revision !== null },
  );
  if (revision === null) return <Badge icon="edit">not deployed</Badge>;
  const last = updates.data?.items[0];
  if (!last) return null;
  const verb = last.operation === "destroy" ? "removal" : "update";
  return <StateBadge state={last.state} text={UPDATE_TEXT[last.state] ?? `${verb} ${last.state}`} />;
}

const UPDATE_TEXT: Readonly<Partial<Record<Schema<"Update">["state"], string>>> = {
  succeeded: "deployed",
  unchanged: "deployed",
  running: "updating",
  waiting: "update waits",
  "not-ready": "not ready",
};
