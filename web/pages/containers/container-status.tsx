import type { PlacedStatus } from "../../live/node-status.ts";
import { statusOfPath } from "../../live/node-status.ts";
import type { ProjectStatus } from "../../live/status-store.ts";
import { PlacedState } from "../../live/zone-states.tsx";
import { Section } from "../../ui/layout.tsx";
import { Loading } from "../../ui/note.tsx";
import { sentence } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import styles from "./container.module.css";

/** How the container stands in each zone, and why it is not ready. */
export function ContainerStatus({ path, live }: { readonly path: string; readonly live: ProjectStatus }) {
  const status = statusOfPath(live.zones, path);
  return (
    <Section title="Status">
      <div aria-live="polite">
        {status ? (
          <Table label="Status by zone" columns={COLUMNS} items={status.zones} keyOf={({ zone }) => zone} />
        ) : live.zones.length > 0 ? (
          <p className="muted">It is not deployed in any zone. Deploy the project's definition to run it.</p>
        ) : live.connection.state === "connecting" ? (
          <Loading what="Asking its zones" />
        ) : (
          <p className="muted">No zone has said yet how it stands.</p>
        )}
      </div>
    </Section>
  );
}

const COLUMNS: readonly Column<PlacedStatus>[] = [
  { title: "Zone", heads: true, cell: ({ zone }) => zone },
  { title: "State", cell: (placed) => <PlacedState placed={placed} /> },
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
