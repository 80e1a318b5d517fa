import { StateBadge } from "../ui/badge.tsx";
import type { NodeStatus, PlacedStatus } from "./node-status.ts";
import type { ProjectStatus } from "./status-store.ts";
import styles from "./zone-states.module.css";

/** How a container stands in each zone: an icon, a word and numbers. */
export function ZoneStates({
  status,
  live,
}: {
  readonly status: NodeStatus | undefined;
  readonly live: ProjectStatus;
}) {
  if (!status) return <Unheard live={live} />;
  return (
    <ul className={styles.zones}>
      {status.zones.map((placed) => (
        <li key={placed.zone}>
          <PlacedState placed={placed} />
          {status.zones.length > 1 && <span className="muted">{placed.zone}</span>}
        </li>
      ))}
    </ul>
  );
}

export function PlacedState({ placed: { state, ready, desired, detail } }: { readonly placed: PlacedStatus }) {
  const numbers = state === "unknown" || state === "done" ? undefined : `${ready} of ${desired} ready`;
  return (
    <span className={styles.state}>
      <StateBadge state={state} {...(state === "unknown" && { text: "zone is away" })} />
      {(detail ?? numbers) && <span className={styles.numbers}>{detail ?? numbers}</span>}
    </span>
  );
}

function Unheard({ live: { connection, zones } }: { readonly live: ProjectStatus }) {
  if (zones.length > 0) return <span className="muted">not deployed</span>;
  return <span className="muted">{connection.state === "connecting" ? "asking…" : "not known yet"}</span>;
}
