import { type ReactNode, useEffect, useRef } from "react";
import { Brand } from "../../app/shell.tsx";
import { Form } from "../../ui/field.tsx";
import { useTab } from "../../ui/layout.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import styles from "./entry.module.css";
import type { Entry } from "./use-entry.ts";

/** The page around a form by which one comes in. */
export function EntryPage({
  title,
  entry,
  below,
  children,
}: {
  readonly title: string;
  readonly entry: Entry;
  readonly below: ReactNode;
  readonly children: ReactNode;
}) {
  useTab(title);
  const card = useRef<HTMLDivElement>(null);
  const mistaken = (["name", "email", "password"] as const).map((field) => entry.at(field) ?? "").join();
  useEffect(() => {
    if (mistaken !== ",,") card.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [mistaken]);
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <Brand />
        <p>Your containers as code, as a diagram, and live: one tree, changed in whichever view suits you.</p>
      </div>
      <div className={styles.card} ref={card}>
        <h1>{title}</h1>
        <Form onSubmit={entry.send} label={title}>
          {children}
          {entry.problem !== undefined && <ProblemNote problem={entry.problem} />}
        </Form>
      </div>
      <div className={styles.below}>{below}</div>
    </main>
  );
}
