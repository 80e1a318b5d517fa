import { Duration } from "../../live/duration.tsx";
import { isEnded, PHASES } from "../../live/progress-words.ts";
import type { UpdateProgress, UpdateState } from "../../live/update-progress.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Section } from "../../ui/layout.tsx";
import styles from "./updates.module.css";

/** The phases of an update, one after the other, each with how far and how long. */
export function Steps({
  state,
  progress: { phases, objects, containers },
  endedAt,
}: {
  readonly state: UpdateState;
  readonly progress: UpdateProgress;
  readonly endedAt: string | undefined;
}) {
  if (phases.length === 0) return null;
  const done = [...objects.values()].filter((one) => one.state === "done").length;
  const ready = [...containers.values()].filter((one) => one.state === "ready" || one.state === "done").length;
  const over = isEnded(state);
  return (
    <Section title="Progress">
      <ol className={styles.steps}>
        {phases.map(({ phase, at }, index) => {
          const next = phases[index + 1]?.at;
          const last = next === undefined;
          const look = stepLook(last, over, state);
          const [count, total] =
            phase === "waiting"
              ? [ready, containers.size]
              : phase === "applying" || phase === "destroying"
                ? [done, objects.size]
                : [0, 0];
          return (
            <li key={`${phase} ${at}`} className={styles[look.tone]} aria-current={last && !over ? "step" : undefined}>
              <Icon name={look.icon} />
              <span className={styles.phase}>{PHASES[phase]}</span>
              <span className={styles.numbers}>
                {total > 0 && (
                  <>
                    <progress max={total} value={count} aria-label={PHASES[phase]} /> {count} of {total},{" "}
                  </>
                )}
                {look.word}
                {", "}
                <Duration from={at} to={next ?? (over ? (endedAt ?? at) : undefined)} />
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function stepLook(
  last: boolean,
  over: boolean,
  state: UpdateState,
): { readonly icon: IconName; readonly word: string; readonly tone: "good" | "bad" | "busy" } {
  if (!last || state === "succeeded" || state === "unchanged") return { icon: "check", word: "done", tone: "good" };
  if (!over) return { icon: "clock", word: "under way", tone: "busy" };
  if (state === "cancelled") return { icon: "stop", word: "cancelled", tone: "busy" };
  return { icon: "error", word: state === "not-ready" ? "not all are" : "ended here", tone: "bad" };
}
