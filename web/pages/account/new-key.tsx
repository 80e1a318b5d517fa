import { useState } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useGet, useRefresh } from "../../app/data.ts";
import { useList } from "../../app/list.tsx";
import { PermissionChoice } from "../../app/permissions.tsx";
import type { Permission } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { CheckField, Form, SelectField, TextField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";
import { LIFETIMES } from "../keys/new-key.tsx";
import styles from "./account.module.css";

const NONE: ReadonlySet<never> = new Set();

/** Makes a key of one's own, and shows it once. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  const [allPermissions, setAllPermissions] = useState(true);
  const [permissions, setPermissions] = useState<ReadonlySet<Permission>>(NONE);
  const [allProjects, setAllProjects] = useState(true);
  const [projects, setProjects] = useState<ReadonlySet<string>>(NONE);
  const [made, setMade] = useState<Schema<"NewKey">>();
  const make = useAction(async () => {
    const body = {
      name: name.trim(),
      ...(!allPermissions && { permissions: [...permissions] }),
      ...(!allProjects && { projects: [...projects] }),
      ...(days > 0 && { expiresInDays: days }),
    };
    setMade(await client.post("/keys", { body }));
    await refresh("/keys");
  });
  if (made) return <Made made={made} onClose={onClose} />;
  const unfinished =
    name.trim() === "" || (!allPermissions && permissions.size === 0) || (!allProjects && projects.size === 0);
  const atName = nameProblem(make.problem);
  return (
    <Dialog open onClose={onClose} title="New key">
      <Form onSubmit={() => !unfinished && void make.run()} label="New key">
        <TextField
          label="Name"
          hint="What it is for, such as the backup script."
          value={name}
          error={atName}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField label="Ends after" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {LIFETIMES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <CheckField
          label="May do all that you may, now and later"
          checked={allPermissions}
          onChange={(event) => setAllPermissions(event.target.checked)}
        />
        {!allPermissions && <SomePermissions chosen={permissions} onChange={setPermissions} />}
        <CheckField
          label="For all of your projects, now and later"
          checked={allProjects}
          onChange={(event) => setAllProjects(event.target.checked)}
        />
        {!allProjects && <SomeProjects chosen={projects} onChange={setProjects} />}
        {make.problem !== undefined && !atName && <ProblemNote problem={make.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={make.busy} disabled={unfinished}>
            Make key
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}

function Made({ made, onClose }: { readonly made: Schema<"NewKey">; readonly onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={`Key ${made.name}`}>
      <CopyLine text={made.key} label="Copy the key" />
      <Note>
        It is shown this once. Whoever has it acts as you, within what it may. Keep it where secrets are kept.
      </Note>
      <DialogButtons>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function SomePermissions(props: {
  readonly chosen: ReadonlySet<Permission>;
  readonly onChange: (chosen: ReadonlySet<Permission>) => void;
}) {
  const permissions = useGet("/permissions");
  const offered = permissions.data?.items.map(({ name }) => name) ?? [];
  return <PermissionChoice legend="May at most" offered={offered} {...props} />;
}

function SomeProjects({
  chosen,
  onChange,
}: {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const list = useList("/projects", { query: { limit: 100 } });
  const change = (name: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(name);
    else next.delete(name);
    onChange(next);
  };
  return (
    <fieldset className={styles.choice}>
      <legend>Projects</legend>
      {list.items.map(({ name }) => (
        <CheckField
          key={name}
          label={name}
          checked={chosen.has(name)}
          onChange={(event) => change(name, event.target.checked)}
        />
      ))}
      {list.items.length === 0 && !list.pending && <p className="muted">You have no project yet.</p>}
      {list.problem !== undefined && <ProblemNote problem={list.problem} />}
      {list.more && (
        <div>
          <Button small busy={list.busy} onClick={list.more}>
            Show more
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function nameProblem(problem: unknown): string | undefined {
  if (!(problem instanceof ProblemError)) return undefined;
  const found = problem.diagnostics.find(({ path }) => path?.[0] === "name");
  return found && sentence(found.message.replace("name: ", ""));
}
