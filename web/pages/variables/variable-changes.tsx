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
  changes: { added, changed, same, removed, secret },
  before,
  after,
}: {
  readonly changes: Schema<"VariableChanges">;
  readonly before: readonly Variable[];
  readonly after: ReadonlyMap<string, string>;
}) {
  const secrets = new Set(secret);
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
      cell: ({ name, kind }) => (
        <Values variable={stored.get(name)} kind={kind} value={after.get(name)} isSecret={secrets.has(name)} />
      ),
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
  isSecret,
}: {
  readonly variable: Variable | undefined;
  readonly kind: Change["kind"];
  readonly value: string | undefined;
  readonly isSecret: boolean;
}) {
  if (variable?.secret && kind === "removed") return <span className="muted">a secret</span>;
  if (variable?.secret && isSecret) return <span className="muted">a secret, set again</span>;
  if (isSecret) return <span className="muted">becomes a secret, {characters(value)}</span>;
  if (variable?.secret) return <span className="muted">was a secret, is in the open now: {characters(value)}</span>;
  if (kind === "added") return <span className="muted">in the open, {characters(value)}</span>;
  return (
    <span className={styles.value}>
      <del>{short(variable?.value ?? "")}</del> {kind === "changed" && <ins>{short(value)}</ins>}
    </span>
  );
}

function characters({ length }: string): string {
  return length === 1 ? "1 character" : `${length} characters`;
}

function short(value: string): string {
  const line = value.replaceAll("\n", " ⏎ ");
  return line.length > 120 ? `${line.slice(0, 120)}…` : line || "(empty)";
}
