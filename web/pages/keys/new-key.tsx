import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { PermissionChoice } from "../../app/permissions.tsx";
import { type Permission, useProject } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, SelectField, TextField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";

export const LIFETIMES = [
  [30, "30 days"],
  [90, "90 days"],
  [365, "a year"],
  [0, "never"],
] as const;

/** Makes a key of the project's own, and shows it once. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { name: project, permissions: offered } = useProject();
  const refresh = useRefresh();
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(
    new Set(offered.filter((one) => one === "read" || one === "write" || one === "deploy")),
  );
  const [made, setMade] = useState<Schema<"NewProjectKey">>();
  const make = useAction(async () => {
    const body = {
      name,
      permissions: offered.filter((one) => chosen.has(one)),
      ...(days > 0 && { expiresInDays: days }),
    };
    setMade(await client.post("/projects/{project}/keys", { path: { project }, body }));
    await refresh("/projects/{project}/keys");
  });
  if (made) {
    return (
      <Dialog open onClose={onClose} title={`Key ${made.name}`}>
        <CopyLine text={made.key} label="Copy the key" />
        <Note>It is shown this once. Whoever has it may do in this project what you have chosen.</Note>
        <DialogButtons>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogButtons>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={`New key of ${project}`}>
      <Form onSubmit={make.run}>
        <TextField
          label="Name"
          hint="What it is for, such as the CI of the shop."
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={60}
          required
        />
        <SelectField label="Ends after" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {LIFETIMES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <PermissionChoice legend="May" offered={offered} chosen={chosen} onChange={setChosen} />
        {make.problem !== undefined && <ProblemNote problem={make.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={make.busy} disabled={name === "" || chosen.size === 0}>
            Make key
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
