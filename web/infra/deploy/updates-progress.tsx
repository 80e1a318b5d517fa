import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { useProject } from "../../app/project.tsx";
import { isEnded } from "../../live/progress-words.ts";
import { useStatus } from "../../live/use-status.ts";
import { useUpdateEvents } from "../../live/use-update-events.ts";
import { StateBadge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { sentence } from "../../ui/problem.tsx";
import styles from "./updates-progress.module.css";

interface Asked {
  readonly id: string;
  readonly zone: string;
}

/** How what was just deployed comes along, zone by zone, until it is ready; then where it is reached. */
export function UpdatesProgress({
  updates,
  onOver,
  onClose,
}: {
  readonly updates: readonly Asked[];
  /** One of them has ended. */
  readonly onOver: (id: string) => void;
  readonly onClose: () => void;
}) {
  const section = useRef<HTMLElement>(null);
  // The button that deployed them is of no use now, and cannot keep the focus.
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  return (
    <section ref={section} tabIndex={-1} className={styles.progress} aria-label="Updates under way">
      <ul>
        {updates.map((update) => (
          <UpdateLine key={update.id} update={update} onOver={onOver} />
        ))}
      </ul>
      <IconButton label="Close" icon="cross" small onClick={onClose} />
    </section>
  );
}

const PHASES = {
  planning: "planning",
  applying: "writing",
  pruning: "removing what is not needed any more",
  waiting: "waiting for containers",
  destroying: "removing",
} as const;

function UpdateLine({
  update: { id, zone },
  onOver,
}: {
  readonly update: Asked;
  readonly onOver: (id: string) => void;
}) {
  const { name } = useProject();
  const { progress } = useUpdateEvents(name, id);
  const live = useStatus(name).zones.find((one) => one.zone === zone);
  const { state = "waiting", phases, containers, messages, objects, result } = progress;
  const phase = phases.at(-1)?.phase;
  const ready = [...containers.values()].filter((one) => one.state === "ready" || one.state === "done").length;
  const written = [...objects.values()].filter((one) => one.state === "done").length;
  // What ends an update before it writes anything is told by its result alone.
  const failure = messages.findLast(({ severity }) => severity === "error")?.text ?? result?.errors[0]?.message;
  const isOver = isEnded(state);
  useEffect(() => {
    if (isOver) onOver(id);
  }, [isOver, id, onOver]);
  return (
    <li>
      <div className={styles.line} role="status">
        <StateBadge state={state} />
        <span>
          in {zone}
          {!isOver && phase && `, ${PHASES[phase]}`}
          {!isOver && phase === "applying" && objects.size > 0 && ` ${written} of ${objects.size} objects`}
          {!isOver && phase === "waiting" && containers.size > 0 && `, ${ready} of ${containers.size} ready`}
        </span>
        <Link href={`/projects/${name}/updates/${id}`}>Details</Link>
      </div>
      {state === "running" && objects.size > 0 && (
        <progress
          className={styles.bar}
          aria-label={`Update in ${zone}`}
          max={objects.size + containers.size}
          value={written + ready}
        />
      )}
      {failure && isOver && <p className={styles.failure}>{sentence(failure)}</p>}
      {isOver &&
        (live?.addresses ?? []).map((address) => <CopyLine key={address} text={address} label="Copy address" opens />)}
    </li>
  );
}
