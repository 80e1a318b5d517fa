import { type ReactNode, useEffect, useId } from "react";
import styles from "./layout.module.css";

/** A page's content with its heading; also names the browser's tab. Without a title it has no heading yet: it is loading. */
export function Page({
  title,
  tab,
  description,
  actions,
  narrow = false,
  children,
}: {
  readonly title: ReactNode;
  /** Default: the title, when that is text */
  readonly tab?: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly narrow?: boolean;
  readonly children?: ReactNode;
}) {
  useTab(tab ?? (typeof title === "string" ? title : undefined));
  return (
    <div className={`${styles.page} ${narrow ? styles.narrow : ""}`}>
      {title !== "" && (
        <div className={styles.header}>
          <div>
            <h1>{title}</h1>
            {description && <p>{description}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </div>
  );
}

/** Names the browser's tab. */
export function useTab(name: string | undefined): void {
  useEffect(() => {
    if (name !== undefined) document.title = name === "Espalier" ? name : `${name} · Espalier`;
  }, [name]);
}

export function Section({
  title,
  description,
  actions,
  children,
}: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          {description && <p>{description}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

export const Card = ({ children, className = "" }: { readonly children: ReactNode; readonly className?: string }) => (
  <div className={`${styles.card} ${className}`}>{children}</div>
);
export const Grid = ({ children }: { readonly children: ReactNode }) => <div className={styles.grid}>{children}</div>;
export const Stack = ({ children }: { readonly children: ReactNode }) => <div className={styles.stack}>{children}</div>;
export const Row = ({ children }: { readonly children: ReactNode }) => <div className={styles.row}>{children}</div>;

/** Names and values; what is undefined or null is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== false);
  return (
    <dl className={styles.facts}>
      {known.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  );
}
