import { useMemo } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { TextAreaField } from "../../ui/field.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Empty, Loading, Note } from "../../ui/note.tsx";
import { Findings, ProblemNote, sentence } from "../../ui/problem.tsx";
import { useEditing } from "../editing.tsx";
import type { TreePart } from "../session/parts.ts";
import { type ChangeMark, consequencesOf, type NodeChanges } from "../session/plan-marks.ts";
import { useChecks, useKeeper, useWorkspace } from "../use-workspace.ts";
import { ObjectChange } from "./object-change.tsx";
import styles from "./panels.module.css";
import { StagedVariables } from "./staged-variables.tsx";

/** What deploying would do: consequences first, then every field that would differ, node by node. */
export function ChangesPanel() {
  const { changes, tree, treeBefore } = useEditing();
  const { plan, isPlanCurrent, planProblem, checked, isCurrent } = useChecks();
  const nodes = useMemo(() => [...(tree?.nodes ?? []), ...(treeBefore?.nodes ?? [])], [tree, treeBefore]);
  if (checked && !checked.valid && isCurrent)
    return (
      <Note tone="bad">
        The definition has errors: what it would change is told as soon as they are gone. They are listed below the
        code.
      </Note>
    );
  if (planProblem !== undefined) return <ProblemNote problem={planProblem} title="There is no plan" />;
  if (!plan) return <Loading what="Planning" />;
  const isNothing = plan.every(({ changes, errors }) => changes.length === 0 && errors.length === 0);
  return (
    <div className={styles.stack} aria-busy={!isPlanCurrent}>
      {plan.map((zone) => (
        <ZoneConsequences key={zone.zone} zone={zone} nodes={nodes} isOnly={plan.length === 1} />
      ))}
      <StagedVariables />
      <Comment />
      {isNothing ? (
        <Empty icon="check" title="Nothing would change">
          <p>What runs is what the definition says.</p>
        </Empty>
      ) : (
        changes.map((one) => <NodeGroup key={one.node ?? ""} changes={one} isOnly={plan.length === 1} />)
      )}
    </div>
  );
}

function Comment() {
  const { keeper } = useWorkspace();
  const { comment, id } = useKeeper();
  if (!keeper || id === undefined) return null;
  return (
    <TextAreaField
      label="Comment"
      optional
      hint="Why: it is shown in the list of revisions."
      value={comment}
      maxLength={1000}
      rows={2}
      onChange={(event) => keeper.setComment(event.target.value)}
    />
  );
}

function ZoneConsequences({
  zone,
  nodes,
  isOnly,
}: {
  readonly zone: Schema<"ZonePlan">;
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
  if (told.length === 0 && sum.length === 0 && zone.notes.length === 0) return null;
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
        {zone.notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same note may occur twice
          <li key={index} className={note.severity === "error" ? styles.risk : undefined}>
            <Icon name={note.severity === "note" ? "info" : "warning"} />
            <span>
              {sentence(note.message)} {note.fix && `Fix: ${note.fix}.`}
            </span>
          </li>
        ))}
        {sum.length > 0 && (
          <li>
            <Icon name="edit" />
            Objects: {sum.join(", ")}, {zone.unchanged} as they are
          </li>
        )}
      </ul>
    </div>
  );
}

const MARKS: Readonly<Record<ChangeMark, readonly [string, Tone, IconName]>> = {
  new: ["New", "good", "plus"],
  edited: ["Edited", "accent", "edit"],
  removed: ["Removed", "bad", "minus"],
};

function NodeGroup({ changes, isOnly }: { readonly changes: NodeChanges; readonly isOnly: boolean }) {
  const { select } = useEditing();
  const [word, tone, icon] = MARKS[changes.mark];
  const { node } = changes;
  return (
    <details
      className={styles.group}
      open={changes.mark === "edited" && node !== undefined}
      onToggle={(event) => event.currentTarget.open && event.nativeEvent.isTrusted && node && select(node)}
    >
      <summary>
        <strong>{changes.name}</strong>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </summary>
      {changes.zones.flatMap(({ zone, changes: objects }) =>
        objects.map((change) => (
          <ObjectChange key={`${zone} ${change.id}`} change={change} zone={isOnly ? undefined : zone} />
        )),
      )}
    </details>
  );
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
