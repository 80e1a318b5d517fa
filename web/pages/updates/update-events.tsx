import { eventText } from "../../live/progress-words.ts";
import type { UpdateProgress } from "../../live/update-progress.ts";
import { Section } from "../../ui/layout.tsx";
import styles from "./updates.module.css";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** Everything that happened, in order. */
export function UpdateEvents({
  progress: { events, earlier },
  loaded,
}: {
  readonly progress: UpdateProgress;
  readonly loaded: boolean;
}) {
  if (events.length === 0) return loaded ? <p className="muted">What happened in it is not kept any more.</p> : null;
  return (
    <Section title="Events">
      <details className={styles.details}>
        <summary>Everything that happened, {events.length + earlier} events</summary>
        {earlier > 0 && <p className="muted">The first {earlier} are not shown.</p>}
        <ol className={styles.events}>
          {events.map((event) => (
            <li key={event.seq}>
              <time dateTime={event.at}>{clock.format(new Date(event.at))}</time>
              <span>{eventText(event)}</span>
            </li>
          ))}
        </ol>
      </details>
    </Section>
  );
}
