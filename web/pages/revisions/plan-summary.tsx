import type { Schema } from "../../../api/client/types.ts";
import { Note } from "../../ui/note.tsx";
import { Findings } from "../../ui/problem.tsx";
import styles from "./revisions.module.css";

/** What a plan would do, zone by zone, in a few sentences. */
export function PlanSummary({ plan }: { readonly plan: Schema<"Plan"> }) {
  return (
    <div className={styles.plan}>
      {plan.zones.map((zone) => (
        <ZoneSummary key={zone.zone} plan={zone} />
      ))}
    </div>
  );
}

function ZoneSummary({
  plan: { zone, changes, moreChanges, notes, quota, errors },
}: {
  readonly plan: Schema<"ZonePlan">;
}) {
  if (errors.length > 0)
    return (
      <Note tone="bad">
        <strong>Zone {zone}</strong>
        <Findings diagnostics={errors} />
      </Note>
    );
  const count = (operation: string) => changes.filter((change) => change.operation === operation).length;
  const counts = (["create", "update", "replace", "delete"] as const)
    .filter((operation) => count(operation) > 0)
    .map((operation) => `${operation}s ${count(operation)}`);
  const restarts = unique(changes.filter((change) => change.restarts).map(({ path }) => partOf(path)));
  const uses = quota.map(({ what, used, limit }) => `${used} of ${limit} ${what}`);
  const others = notes.filter(({ code }) => !SAID.has(code));
  const atRisk = changes.filter(({ dataAtRisk }) => dataAtRisk);
  return (
    <>
      <p>
        Zone <strong>{zone}</strong>:{" "}
        {changes.length === 0
          ? "nothing changes."
          : `${counts.join(", ")} of its objects${moreChanges > 0 ? ", and more" : ""}.`}
        {restarts.length > 0 && ` Restarts ${restarts.join(", ")}.`}
      </p>
      {uses.length > 0 && <p className="muted">It would use of its claim there: {uses.join(", ")}.</p>}
      {atRisk.length > 0 && (
        <Note tone="bad">Data is lost: {unique(atRisk.map(({ path }) => partOf(path))).join(", ")}.</Note>
      )}
      {others.length > 0 && (
        <Note>
          <Findings diagnostics={others.slice(0, 10)} />
        </Note>
      )}
    </>
  );
}

/** `shop/web/Deployment` is of `web`. */
const partOf = (path: string) => path.split("/")[1] ?? path;
/** Notes of what the summary says in its own words. */
const SAID: ReadonlySet<string> = new Set(["restarts", "quota"]);
const unique = (words: readonly string[]) => [...new Set(words)];
