import type { Schema } from "../../../api/client/types.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { UnifiedDiff } from "../../ui/diff.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { Note } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import styles from "./revisions.module.css";

type Difference = Schema<"RevisionDifference">;
type Variable = Difference["variables"][number];

/** What differs between two revisions: lines of the definition, variables, and what is removed. */
export function DifferenceView({
  difference: { text, variables, removes, from, to },
}: {
  readonly difference: Difference;
}) {
  const removed = [
    ...removes.containers.map((name) => `container ${name}`),
    ...removes.volumes.map((name) => `volume ${name}`),
  ];
  return (
    <div className={styles.part}>
      {removed.length > 0 && (
        <Note tone="bad">
          <span>
            It removes {listOf(removed)}.{removes.volumes.length > 0 && " What is in a removed volume is lost."}
          </span>
        </Note>
      )}
      <h3>Definition</h3>
      {text ? (
        <UnifiedDiff text={text} label={`Definition of revision ${from} and ${to}`} />
      ) : (
        <p className="muted">The definition is the same.</p>
      )}
      <h3>Variables</h3>
      {variables.length > 0 ? (
        <Table label="Variables that differ" columns={COLUMNS} items={variables} keyOf={({ name }) => name} />
      ) : (
        <p className="muted">All variables are the same.</p>
      )}
    </div>
  );
}

const LOOKS: Readonly<Record<Variable["change"], readonly [Tone, IconName]>> = {
  added: ["good", "plus"],
  changed: ["accent", "edit"],
  removed: ["bad", "minus"],
};

const COLUMNS: readonly Column<Variable>[] = [
  { title: "Name", heads: true, cell: ({ name }) => <code>{name}</code> },
  {
    title: "Change",
    cell: ({ change }) => {
      const [tone, icon] = LOOKS[change];
      return (
        <Badge tone={tone} icon={icon}>
          {change}
        </Badge>
      );
    },
  },
  {
    title: "Value",
    cell: ({ secret, from, to }) =>
      secret ? (
        <Badge icon="lock">secret</Badge>
      ) : (
        <>
          {from !== undefined && <code className={styles.before}>{from || "(empty)"}</code>}
          {from !== undefined && to !== undefined && " → "}
          {to !== undefined && <code className={styles.after}>{to || "(empty)"}</code>}
        </>
      ),
  },
];

function listOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");
}
