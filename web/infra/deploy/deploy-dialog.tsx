import { useMemo, useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { CheckField, Form, TextAreaField, TextField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { useEditing } from "../editing.tsx";
import { consequencesOf } from "../session/plan-marks.ts";
import { planSentences } from "../session/plan-words.ts";
import type { Staged } from "../session/staged.ts";
import { useChecks, useKeeper, useWorkspace } from "../use-workspace.ts";
import { useDeploy } from "./use-deploy.ts";

/** The last look before deploying: consequences, values that are missing, and why. */
export function DeployDialog({
  onClose,
  onDeployed,
}: {
  readonly onClose: () => void;
  readonly onDeployed: (deployment: Schema<"Deployment">) => void;
}) {
  const { plan, checked } = useChecks();
  const { tree, treeBefore } = useEditing();
  const kept = useKeeper();
  const [comment, setComment] = useState(kept.comment);
  const { session } = useWorkspace();
  // Values that are typed take a variable off the list of those that miss one: its field stays.
  const [missing] = useState(() => missingOf(checked?.missing ?? [], session.staged));
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [isSure, setSure] = useState(false);
  const nodes = useMemo(() => [...(tree?.nodes ?? []), ...(treeBefore?.nodes ?? [])], [tree, treeBefore]);
  const found = (plan ?? []).map((zone) => consequencesOf(zone, nodes));
  const risks = new Set(found.flatMap(({ dataAtRisk }) => dataAtRisk.map(({ id }) => id.split("/").at(-1) ?? id)));
  const restarts = new Set(found.flatMap((one) => one.restarts));
  const away = (plan ?? []).filter(({ errors }) => errors.length > 0);
  const deploy = useDeploy((deployment) => {
    onDeployed(deployment);
    onClose();
  });
  const isReady = missing.every((name) => values[name]) && (risks.size === 0 || isSure);
  const submit = () => void (isReady && !deploy.busy && deploy.run({ comment, values }));
  return (
    <Dialog open onClose={onClose} title="Deploy" description={planSentences(plan ?? [])}>
      <Form label="Deploy" onSubmit={submit}>
        {restarts.size > 0 && <Note tone="busy">Restarts: {[...restarts].join(", ")}</Note>}
        {away.map(({ zone, errors }) => (
          <Note key={zone} tone="bad">
            Zone {zone} cannot be planned: {errors[0]?.message}. As long as that is so the update fails there; it can be
            tried again.
          </Note>
        ))}
        {missing.map((name) => (
          <TextField
            key={name}
            label={`Value of ${name}`}
            hint="The definition asks for it, and it has none yet. It is stored with the project."
            type={looksSecret(name) ? "password" : "text"}
            autoComplete="off"
            value={values[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        ))}
        <TextAreaField
          label="Comment"
          optional
          hint="Why: it is shown in the list of revisions."
          rows={2}
          maxLength={1000}
          value={comment}
          onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit()}
          onChange={(event) => setComment(event.target.value)}
        />
        {risks.size > 0 && (
          <CheckField
            label={`The data in ${[...risks].join(", ")} may be lost`}
            checked={isSure}
            onChange={(event) => setSure(event.target.checked)}
          />
        )}
        {deploy.problem !== undefined && <ProblemNote problem={deploy.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant={risks.size > 0 ? "danger" : "primary"}
            icon="rocket"
            busy={deploy.busy}
            disabled={!isReady}
          >
            Deploy
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}

/**
 * What has to be asked for. A secret that was staged earlier has its value, but that cannot be sent again with another
 * one: then it is asked for, too.
 */
function missingOf(missing: readonly string[], staged: Staged): readonly string[] {
  return missing.every((name) => staged[name]?.kind === "held") ? [] : missing;
}

/** The platform decides by the definition; this is only about who looks over a shoulder. */
function looksSecret(name: string): boolean {
  return /pass|secret|token|key|credential/i.test(name);
}
