import { whoText } from "../../app/who.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { VariableRow } from "./variable-rows.ts";
import styles from "./variables.module.css";

export function VariableTable({
  rows,
  maySet,
  mayRemove,
  onSet,
  onRemove,
}: {
  readonly rows: readonly VariableRow[];
  readonly maySet: (row: VariableRow) => boolean;
  readonly mayRemove: boolean;
  readonly onSet: (row: VariableRow) => void;
  readonly onRemove: (row: VariableRow) => void;
}) {
  const actions: Column<VariableRow> = {
    title: "Actions",
    actions: true,
    cell: (row) => (
      <div className={styles.actions}>
        {maySet(row) && (
          <Button small icon="edit" onClick={() => onSet(row)} aria-label={`${verb(row)} ${row.name}`}>
            {verb(row)}
          </Button>
        )}
        {mayRemove && row.variable && (
          <Button small icon="trash" variant="danger" onClick={() => onRemove(row)} aria-label={`Remove ${row.name}`}>
            Remove
          </Button>
        )}
      </div>
    ),
  };
  const acts = rows.some((row) => maySet(row) || (mayRemove && row.variable));
  return (
    <Table label="Variables" columns={acts ? [...COLUMNS, actions] : COLUMNS} items={rows} keyOf={({ name }) => name} />
  );
}

const verb = ({ variable }: VariableRow) => (variable ? (variable.secret ? "Set again" : "Change") : "Set");

const COLUMNS: readonly Column<VariableRow>[] = [
  {
    title: "Name",
    heads: true,
    cell: ({ name, declaration }) => (
      <>
        <code className={styles.name}>{name}</code>
        {declaration?.label && <div className={styles.label}>{declaration.label}</div>}
      </>
    ),
  },
  { title: "Value", cell: (row) => <Value row={row} /> },
  {
    title: "Set",
    cell: ({ variable }) =>
      variable ? (
        <span>
          <Time at={variable.updatedAt} /> <span className="muted">by {whoText(variable.updatedBy)}</span>
        </span>
      ) : (
        <span className="muted">–</span>
      ),
  },
  {
    title: "Definition",
    cell: ({ used, declaration }) =>
      declaration ? (
        "declared"
      ) : used === false ? (
        <Badge icon="question">not used</Badge>
      ) : used ? (
        "used"
      ) : (
        <span className="muted">–</span>
      ),
  },
];

function Value({ row: { variable, declaration, missing } }: { readonly row: VariableRow }) {
  if (variable?.secret) return <Badge icon="lock">secret</Badge>;
  if (variable) return <code className={styles.value}>{variable.value || "(empty)"}</code>;
  if (missing)
    return (
      <Badge tone="busy" icon="warning">
        needs a value
      </Badge>
    );
  if (declaration?.generated)
    return <span className="muted">drawn by the platform once, when it is deployed first</span>;
  if (declaration?.default !== undefined)
    return (
      <span className={styles.value}>
        <code>{declaration.default || "(empty)"}</code> <span className="muted">by default</span>
      </span>
    );
  return <span className="muted">none is needed</span>;
}
