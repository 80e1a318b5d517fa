import { Link } from "wouter";
import { useProject } from "../../app/project.tsx";
import type { Readiness } from "../../live/update-progress.ts";
import { StateBadge } from "../../ui/badge.tsx";
import { Section } from "../../ui/layout.tsx";
import { sentence } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import styles from "./updates.module.css";

/** How far each container is, as the update has seen it. */
export function UpdateContainers({ containers }: { readonly containers: ReadonlyMap<string, Readiness> }) {
  const { name: project } = useProject();
  if (containers.size === 0) return null;
  const columns: readonly Column<Readiness>[] = [
    {
      title: "Container",
      heads: true,
      cell: ({ container }) => <Link href={`/projects/${project}/containers/${container}`}>{container}</Link>,
    },
    {
      title: "State",
      cell: ({ state, ready, desired, detail }) => (
        <span className={styles.inline}>
          <StateBadge state={state} />
          <span className="muted">{detail ?? `${ready} of ${desired} ready`}</span>
        </span>
      ),
    },
    {
      title: "Why",
      cell: ({ reason }) =>
        reason ? (
          <div className={styles.reason}>
            <span>{sentence(reason.message)}</span>
            {reason.fix && <span>Fix: {sentence(reason.fix)}</span>}
          </div>
        ) : (
          <span className="muted">–</span>
        ),
    },
  ];
  return (
    <Section title="Containers">
      <Table
        label="Containers"
        columns={columns}
        items={failingFirst([...containers.values()])}
        keyOf={({ path }) => path}
      />
    </Section>
  );
}

/** What is not ready first: it is looked for. */
function failingFirst(containers: readonly Readiness[]): readonly Readiness[] {
  const rank = ({ state }: Readiness) => ["failing", "starting", "stopped", "ready", "done"].indexOf(state);
  return containers.toSorted((one, other) => rank(one) - rank(other));
}
