import type { Schema } from "../../../api/client/types.ts";
import { Badge } from "../../ui/badge.tsx";
import styles from "./panels.module.css";

const WORDS = { create: "new", update: "edited", replace: "replaced", delete: "deleted" } as const;

/** One object and its fields, before and after. */
export function ObjectChange({
  change: { id, operation, fields, moreFields, because, restarts, dataAtRisk },
  zone,
}: {
  readonly change: Schema<"Change">;
  readonly zone: string | undefined;
}) {
  const [, kind = id, , name = ""] = id.split("/");
  // Of what is new or goes every field differs: naming them says nothing.
  const shown = operation === "create" || operation === "delete" ? [] : fields;
  return (
    <section className={styles.object} aria-label={`${kind} ${name}`}>
      <header>
        <span>
          {kind} <code>{name}</code>
        </span>
        <span className="muted">{WORDS[operation]}</span>
        {zone && <span className="muted">in {zone}</span>}
        {restarts && <Badge icon="refresh">restarts</Badge>}
        {dataAtRisk && (
          <Badge tone="bad" icon="warning">
            data at risk
          </Badge>
        )}
      </header>
      {because && <p>It must be replaced: {because}.</p>}
      {shown.length > 0 && (
        <ul className={styles.fields}>
          {shown.map(({ path, from, to, secretChanged }) => (
            <li key={path}>
              <code className={styles.path}>{path}</code>
              {secretChanged ? (
                <span>A secret in it has another value.</span>
              ) : (
                <>
                  {from !== undefined && <code className={styles.from}>{from}</code>}
                  {to !== undefined && <code className={styles.to}>{to}</code>}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length > 0 && moreFields > 0 && <p className="muted">and {moreFields} more fields</p>}
    </section>
  );
}
