import type { Message } from "../../live/update-progress.ts";
import { Icon } from "../../ui/icon.tsx";
import { Section } from "../../ui/layout.tsx";
import { sentence } from "../../ui/problem.tsx";
import styles from "./updates.module.css";

const LOOKS = { error: "error", warning: "warning", note: "info" } as const;
/** Read out and shown at first; the others stand among the events. */
const SHOWN = 20;

/** What the platform and the zone said meanwhile, the last of it at the end. */
export function UpdateMessages({ messages }: { readonly messages: readonly Message[] }) {
  if (messages.length === 0) return null;
  const shown = messages.slice(-SHOWN);
  return (
    <Section title="Messages">
      <ul className={styles.messages}>
        {shown.map(({ seq, severity, text, fix, code }) => (
          <li
            key={`${seq} ${text}`}
            className={severity === "error" ? styles.bad : severity === "warning" ? styles.busy : ""}
          >
            <Icon name={LOOKS[severity]} />
            <span>
              <span className="visually-hidden">{severity}: </span>
              {sentence(text)} {fix && `Fix: ${sentence(fix)}`}{" "}
              {code !== undefined && <a href={`/docs/status-codes#${code}`}>Status code {code}</a>}
            </span>
          </li>
        ))}
      </ul>
      {messages.length > SHOWN && (
        <p className="muted">{messages.length - SHOWN} earlier ones stand among the events.</p>
      )}
    </Section>
  );
}
