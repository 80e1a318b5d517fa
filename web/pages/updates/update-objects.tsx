import type { ObjectProgress } from "../../live/update-progress.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { Section } from "../../ui/layout.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import styles from "./updates.module.css";

const LOOKS: Readonly<Record<ObjectProgress["state"], readonly [Tone, IconName, string]>> = {
  waiting: ["plain", "clock", "to come"],
  started: ["busy", "refresh", "under way"],
  done: ["good", "check", "done"],
  failed: ["bad", "error", "failed"],
};

const COLUMNS: readonly Column<ObjectProgress>[] = [
  { title: "Object", heads: true, cell: ({ id }) => <code className={styles.id}>{id}</code> },
  { title: "What", cell: ({ operation }) => operation },
  {
    title: "State",
    cell: ({ state, message }) => {
      const [tone, icon, text] = LOOKS[state];
      return (
        <div className={styles.reason}>
          <span>
            <Badge tone={tone} icon={icon}>
              {text}
            </Badge>
          </span>
          {message && <span>{message}</span>}
        </div>
      );
    },
  },
];

/** So many are shown at once. */
const FEW = 12;

/** Objects that are written, in the order of the plan; those that have failed first. */
export function UpdateObjects({
  objects,
  unchanged,
}: {
  readonly objects: ReadonlyMap<string, ObjectProgress>;
  readonly unchanged: number | undefined;
}) {
  if (objects.size === 0) return null;
  const all = [...objects.values()];
  const failed = all.filter(({ state }) => state === "failed");
  const done = all.filter(({ state }) => state === "done").length;
  return (
    <Section
      title="Objects"
      description={`${done} of ${all.length} written${failed.length > 0 ? `, ${failed.length} failed` : ""}${unchanged ? `; ${unchanged} stay as they are` : ""}.`}
    >
      {failed.length > 0 && all.length > FEW && (
        <Table label="Objects that have failed" columns={COLUMNS} items={failed} keyOf={({ id }) => id} />
      )}
      {all.length <= FEW ? (
        <Table label="Objects" columns={COLUMNS} items={all} keyOf={({ id }) => id} />
      ) : (
        <details className={styles.details}>
          <summary>All {all.length} objects</summary>
          <Table label="Objects" columns={COLUMNS} items={all} keyOf={({ id }) => id} />
        </details>
      )}
    </Section>
  );
}
