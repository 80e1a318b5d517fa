import type { Schema } from "../../../api/client/types.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Note } from "../../ui/note.tsx";
import { ended, Findings, sentence } from "../../ui/problem.tsx";
import type { TreePart } from "../session/parts.ts";
import { consequencesOf } from "../session/plan-marks.ts";
import styles from "./panels.module.css";

type ZonePlan = Schema<"ZonePlan">;
type Finding = ZonePlan["notes"][number];

/** What a person must know before deploying; all other notes are about the definition, whatever is edited. */
const TOLD_FIRST = new Set(["address-new", "address-gone"]);
/** Said by the table of the quota. */
const QUOTA = "quota";

/** What deploying would mean in a zone: data, restarts, addresses, and what is left of the claim. */
export function ZoneConsequences({
  zone,
  nodes,
  isOnly,
}: {
  readonly zone: ZonePlan;
  readonly nodes: readonly TreePart[];
  readonly isOnly: boolean;
}) {
  const { restarts, dataAtRisk, counts } = consequencesOf(zone, nodes);
  const told: readonly (readonly [IconName, string, boolean])[] = [
    ...dataAtRisk.map(
      ({ id, operation }) =>
        [
          "warning",
          `Data at risk: ${shortId(id)} is ${operation === "delete" ? "deleted" : "replaced"}`,
          true,
        ] as const,
    ),
    ...(restarts.length > 0 ? [["refresh", `Restarts: ${listed(restarts)}`, false] as const] : []),
  ];
  const sum = [
    counts.create && `${counts.create} new`,
    counts.update && `${counts.update} edited`,
    counts.replace && `${counts.replace} replaced`,
    counts.delete && `${counts.delete} deleted`,
  ].filter(Boolean);
  if (zone.errors.length > 0)
    return (
      <Note tone="bad" live>
        <strong>Zone {zone.zone} cannot be planned</strong>
        <Findings diagnostics={zone.errors} />
      </Note>
    );
  const notes = zone.notes.filter(isConsequence);
  if (told.length === 0 && sum.length === 0 && notes.length === 0) return null;
  return (
    <div className={styles.zone}>
      <h2>{isOnly ? "Consequences" : `Consequences in ${zone.zone}`}</h2>
      <ul className={styles.consequences}>
        {told.map(([icon, text, isRisk]) => (
          <li key={text} className={isRisk ? styles.risk : undefined}>
            <Icon name={icon} />
            {text}
          </li>
        ))}
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same note may occur twice
          <li key={index} className={note.severity === "error" ? styles.risk : undefined}>
            <Icon name={note.severity === "note" ? "info" : "warning"} />
            <span>
              {sentence(note.message)} {note.fix && `Fix: ${ended(note.fix)}`}
            </span>
          </li>
        ))}
        {sum.length > 0 && (
          <li>
            <Icon name="edit" />
            Objects: {[...sum, zone.unchanged > 0 && `${zone.unchanged} as they are`].filter(Boolean).join(", ")}
          </li>
        )}
        {sum.length > 0 && <Quota quota={zone.quota} />}
      </ul>
    </div>
  );
}

/** What of the claim would be left, the scarcest first. */
function Quota({ quota }: { readonly quota: ZonePlan["quota"] }) {
  const scarce = quota.filter(({ share }) => share > 0).sort((one, other) => other.share - one.share);
  if (scarce.length === 0) return null;
  return (
    <li className={scarce.some(({ share }) => share > 1) ? styles.risk : undefined}>
      <Icon name="info" />
      <span>Left of the quota: {scarce.map(({ what, left, limit }) => `${what} ${left} of ${limit}`).join(", ")}</span>
    </li>
  );
}

/** Notes about the definition that no edit has brought about, out of the way. */
export function OtherNotes({ plan }: { readonly plan: readonly ZonePlan[] }) {
  const texts = plan.flatMap(({ notes }) =>
    notes.filter((note) => note.code !== QUOTA && !isConsequence(note)).map(textOf),
  );
  const notes = [...new Set(texts)];
  if (notes.length === 0) return null;
  return (
    <details className={styles.group}>
      <summary>
        {notes.length} {notes.length === 1 ? "note" : "notes"} about the definition
      </summary>
      <ul className={styles.consequences}>
        {notes.map((text) => (
          <li key={text}>
            <Icon name="info" />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function isConsequence({ severity, code }: Finding): boolean {
  return severity !== "note" || TOLD_FIRST.has(code);
}

function textOf({ message, fix }: Finding): string {
  return `${sentence(message)}${fix ? ` Fix: ${ended(fix)}` : ""}`;
}

const MOST_NAMES = 8;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** `Deployment web` of `apps/Deployment/shop/web`. */
function shortId(id: string): string {
  const [, kind = id, , name = ""] = id.split("/");
  return `${kind} ${name}`;
}
