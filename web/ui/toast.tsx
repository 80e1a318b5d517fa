import { useSyncExternalStore } from "react";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import styles from "./toast.module.css";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "bad";
}

const SHOWN_FOR = 6_000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** A short word that something was done, at the edge of the page. What needs an answer is a dialog instead. */
export function toast(text: string, tone: Toast["tone"] = "good"): void {
  const id = ++last;
  change([...toasts.slice(-3), { id, text, tone }]);
  setTimeout(() => dismiss(id), SHOWN_FOR);
}

function dismiss(id: number): void {
  change(toasts.filter((one) => one.id !== id));
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <div key={id} className={`${styles.toast} ${styles[tone]}`}>
          <Icon name={tone === "good" ? "check" : "error"} />
          <span>{text}</span>
          <IconButton label="Dismiss" icon="cross" small onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
