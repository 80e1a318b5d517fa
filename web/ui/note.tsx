import { type ReactNode, useEffect, useState } from "react";
import button from "./button.module.css";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./note.module.css";

/** Something to know, with colour and icon. `live`: it is read out when it appears. */
export function Note({
  tone = "plain",
  children,
  live = false,
}: {
  readonly tone?: "plain" | "good" | "busy" | "bad";
  readonly children: ReactNode;
  readonly live?: boolean;
}) {
  const icon: IconName = tone === "bad" ? "error" : tone === "busy" ? "warning" : tone === "good" ? "check" : "info";
  return (
    <div
      className={`${styles.note} ${tone === "plain" ? "" : styles[tone]}`}
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
    >
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** What stands where there is nothing yet: why, and what to do. */
export function Empty({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Shown only when it takes a while, so that nothing flickers. */
export function Loading({ what = "Loading" }: { readonly what?: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status" data-loading>
      {slow && (
        <>
          <span className={button.spinner} aria-hidden="true" />
          {what}…
        </>
      )}
    </div>
  );
}
