import { useMemo } from "react";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { TextAreaField } from "../../ui/field.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { Empty, Loading, Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { useEditing } from "../editing.tsx";
import type { ChangeMark, NodeChanges } from "../session/plan-marks.ts";
import { whereInWords } from "../session/plan-words.ts";
import { useChecks, useKeeper, useWorkspace } from "../use-workspace.ts";
import { ObjectChange } from "./object-change.tsx";
import styles from "./panels.module.css";
import { StagedVariables } from "./staged-variables.tsx";
import { OtherNotes, ZoneConsequences } from "./zone-consequences.tsx";

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
        changes.map((one) => <NodeGroup key={one.node ?? ""} changes={one} zones={plan.length} />)
      )}
      <OtherNotes plan={plan} />
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

const MARKS: Readonly<Record<ChangeMark, readonly [string, Tone, IconName]>> = {
  new: ["New", "good", "plus"],
  edited: ["Edited", "accent", "edit"],
  removed: ["Removed", "bad", "minus"],
};

function NodeGroup({ changes, zones }: { readonly changes: NodeChanges; readonly zones: number }) {
  const { select } = useEditing();
  const [word, tone, icon] = MARKS[changes.mark];
  const { node } = changes;
  return (
    <details className={styles.group} open={changes.mark === "edited" && node !== undefined}>
      {/* Not with `toggle`, which is also told of what is open from the beginning. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is pressed by keys and clicks alike */}
      <summary onClick={({ currentTarget }) => !currentTarget.closest("details")?.open && node && select(node)}>
        <strong>{changes.name}</strong>
        <Badge tone={tone} icon={icon}>
          {word}
          {whereInWords(
            changes.zones.map(({ zone }) => zone),
            zones,
          )}
        </Badge>
      </summary>
      {changes.zones.flatMap(({ zone, changes: objects }) =>
        objects.map((change) => (
          <ObjectChange key={`${zone} ${change.id}`} change={change} zone={zones === 1 ? undefined : zone} />
        )),
      )}
    </details>
  );
}
