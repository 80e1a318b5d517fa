import type { Schema } from "../../../api/client/types.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import type { Variable } from "./use-variables.ts";
import styles from "./variables.module.css";

interface Change {
  readonly name: string;
  readonly kind: "added" | "changed" | "removed";
}

const LOOKS: Readonly<Record<Change["kind"], readonly [Tone, IconName]>> = {
  added: ["good", "plus"],
  changed: ["accent", "edit"],
  removed: ["bad", "minus"],
};

/** What becomes of which variables. Of new values only those are repeated that replace one in the open. */
export function VariableChanges({
  changes: { added, changed, same, removed },
  before,
  after,
}: {
  readonly changes: Schema<"VariableChanges">;
  readonly before: readonly Variable[];
  readonly after: ReadonlyMap<string, string>;
}) {
  const stored = new Map(before.map((variable) => [variable.name, variable]));
  const changes: readonly Change[] = [
    ...added.map((name) => ({ name, kind: "added" as const })),
    ...changed.map((name) => ({ name, kind: "changed" as const })),
    ...removed.map((name) => ({ name, kind: "removed" as const })),
  ];
  const columns: readonly Column<Change>[] = [
    { title: "Name", heads: true, cell: ({ name }) => <code>{name}</code> },
    {
      title: "Change",
      cell: ({ kind }) => {
        const [tone, icon] = LOOKS[kind];
        return (
          <Badge tone={tone} icon={icon}>
            {kind}
          </Badge>
        );
      },
    },
    {
      title: "Value",
      cell: ({ name, kind }) => <Values variable={stored.get(name)} kind={kind} value={after.get(name)} />,
    },
  ];
  return (
    <div role="status" className={styles.changes}>
      {changes.length === 0 ? (
        <p>Nothing would change: they are all set to this already.</p>
      ) : (
        <Table label="What changes" columns={columns} items={changes} keyOf={({ name }) => name} />
      )}
      {changes.length > 0 && same.length > 0 && <p className="muted">{same.length} stay as they are.</p>}
    </div>
  );
}

function Values({
  variable,
  kind,
  value = "",
}: {
  readonly variable: Variable | undefined;
  readonly kind: Change["kind"];
  readonly value: string | undefined;
}) {
  if (variable?.secret) return <span className="muted">{kind === "removed" ? "a secret" : "a secret, set again"}</span>;
  if (kind === "added") return <span className="muted">{value.length} characters</span>;
  return (
    <span className={styles.value}>
      <del>{short(variable?.value ?? "")}</del> {kind === "changed" && <ins>{short(value)}</ins>}
    </span>
  );
}

function short(value: string): string {
  const line = value.replaceAll("\n", " ⏎ ");
  return line.length > 120 ? `${line.slice(0, 120)}…` : line || "(empty)";
}
