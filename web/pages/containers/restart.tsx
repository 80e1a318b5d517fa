import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { Findings, ProblemNote } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";

/** Replaces the pods of a container by new ones, without a change of the definition. */
export function Restart({ container }: { readonly container: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="refresh" onClick={() => setAsking(true)}>
        Restart
      </Button>
      {asking && <RestartDialog container={container} onClose={() => setAsking(false)} />}
    </>
  );
}

function RestartDialog({ container, onClose }: { readonly container: string; readonly onClose: () => void }) {
  const { name: project, zones } = useProject();
  const refresh = useRefresh();
  const [zone, setZone] = useState("");
  const [refused, setRefused] = useState<readonly Schema<"Diagnostic">[]>([]);
  const restart = useAction(async () => {
    setRefused([]);
    const told = await client.post("/projects/{project}/containers/{container}/restart", {
      path: { project, container },
      body: zone ? { zones: [zone] } : {},
    });
    void refresh("/projects/{project}/containers/{container}/events");
    const errors = told.zones.flatMap(({ error }) => (error ? [error] : []));
    if (errors.length > 0) return setRefused(errors);
    toast(`${container} is being restarted`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Restart ${container}?`}
      description="Its pods are replaced by new ones, as in a rollout: where several run, some always stay. The definition stays as it is."
    >
      {zones.length > 1 && (
        <SelectField label="Where" value={zone} onChange={({ target }) => setZone(target.value)}>
          <option value="">in all its zones</option>
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
      )}
      {refused.length > 0 && (
        <Note tone="bad" live>
          <strong>It was not restarted everywhere</strong>
          <Findings diagnostics={refused} />
        </Note>
      )}
      {restart.problem !== undefined && <ProblemNote problem={restart.problem} />}
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" busy={restart.busy} onClick={() => void restart.run()}>
          Restart {container}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
