import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { Badge, StateBadge } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";
import styles from "./projects.module.css";
import { standingOf } from "./standing.ts";

const MOST_TAGS = 6;

/** A project with how it stands; the whole card leads to it. */
export function ProjectCard({ project }: { readonly project: Schema<"ListedProject"> }) {
  const { name, description, zones, revision, containers, tags, updatedAt } = project;
  const { state, text } = standingOf(project);
  return (
    <article className={styles.card}>
      <header>
        <h2>
          <Link href={`/projects/${name}/infra`}>{name}</Link>
        </h2>
        <StateBadge state={state} text={text} />
      </header>
      {description && <p className={styles.description}>{description}</p>}
      <ul className={styles.facts}>
        <li>
          <Icon name="container" size={14} /> {containers === 1 ? "1 container" : `${containers} containers`}
        </li>
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
      {tags.length > 0 && (
        <div className={styles.tags}>
          {tags.slice(0, MOST_TAGS).map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {tags.length > MOST_TAGS && <span className="muted">and {tags.length - MOST_TAGS} more</span>}
        </div>
      )}
    </article>
  );
}
