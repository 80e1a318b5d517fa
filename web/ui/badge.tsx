import type { ReactNode } from "react";
import styles from "./badge.module.css";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "plain" | "good" | "bad" | "busy" | "accent";

/** A word with a colour, and an icon so that the colour is never alone. */
export function Badge({
  tone = "plain",
  icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}) {
  return (
    <span className={`${styles.badge} ${tone === "plain" ? "" : styles[tone]}`}>
      {icon && <Icon name={icon} size={13} />}
      {children}
    </span>
  );
}

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text?: string;
}

/** How a state is shown, wherever it occurs: containers, updates, zones, change sets, projects. */
const STATES: Readonly<Record<string, Look>> = {
  ready: { tone: "good", icon: "check" },
  done: { tone: "good", icon: "check" },
  starting: { tone: "busy", icon: "clock" },
  stopped: { tone: "plain", icon: "stop" },
  failing: { tone: "bad", icon: "error" },
  unknown: { tone: "plain", icon: "question" },
  waiting: { tone: "busy", icon: "clock" },
  running: { tone: "busy", icon: "refresh" },
  succeeded: { tone: "good", icon: "check" },
  unchanged: { tone: "good", icon: "check", text: "nothing to do" },
  "not-ready": { tone: "bad", icon: "warning", text: "not ready" },
  failed: { tone: "bad", icon: "error" },
  cancelled: { tone: "plain", icon: "stop" },
  superseded: { tone: "plain", icon: "right" },
  active: { tone: "good", icon: "check" },
  deleting: { tone: "busy", icon: "trash" },
  open: { tone: "accent", icon: "edit" },
  applied: { tone: "good", icon: "check" },
  discarded: { tone: "plain", icon: "cross" },
  away: { tone: "bad", icon: "warning" },
};

export function StateBadge({ state, text }: { readonly state: string; readonly text?: string }) {
  const look = STATES[state] ?? { tone: "plain", icon: "info" };
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {text ?? look.text ?? state}
    </Badge>
  );
}
