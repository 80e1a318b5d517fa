import { useMemo, useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { CheckField, Form, SelectField, TextAreaField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { ended, ProblemNote, sentence } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { readDotEnv } from "./dot-env.ts";
import type { Variable } from "./use-variables.ts";
import { VariableChanges } from "./variable-changes.tsx";
import styles from "./variables.module.css";

type Kept = "decided" | "secret" | "plain";

/** Sets many variables at once from the text of a `.env` file, after showing what that changes. */
export function PasteVariables({
  variables,
  onClose,
}: {
  readonly variables: readonly Variable[];
  readonly onClose: () => void;
}) {
  const { name: project } = useProject();
  const may = useMay();
  const refresh = useRefresh();
  const [text, setText] = useState("");
  const [kept, setKept] = useState<Kept>("decided");
  const [replaces, setReplaces] = useState(false);
  const [preview, setPreview] = useState<Schema<"VariableChanges">>();
  const { values, problems } = useMemo(() => readDotEnv(text), [text]);
  const path = { project };
  const body = () => ({
    set: Object.fromEntries(
      [...values].map(([name, value]) => [name, { value, ...(kept !== "decided" && { secret: kept === "secret" }) }]),
    ),
    remove: replaces ? variables.map(({ name }) => name).filter((name) => !values.has(name)) : [],
  });
  const look = useAction(async () => {
    setPreview(await client.post("/projects/{project}/variables/preview", { path, body: body() }));
  });
  const apply = useAction(async () => {
    const { added, changed, removed } = await client.patch("/projects/{project}/variables", { path, body: body() });
    await refresh("/projects/{project}/variables", "/projects/{project}/tree");
    toast(`${added.length + changed.length + removed.length} variables changed`);
    onClose();
  });
  const edit = (change: () => void) => {
    change();
    setPreview(undefined);
    look.forget();
    apply.forget();
  };
  const changes = preview ? preview.added.length + preview.changed.length + preview.removed.length : 0;
  const problem = apply.problem ?? look.problem;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Paste a .env file"
      description="Lines of NAME=value, with or without quotes, comments after #. Nothing is set before you have seen what changes, and nothing is deployed."
    >
      <Form onSubmit={() => void (preview ? apply.run() : look.run())}>
        <TextAreaField
          label="Text of the file"
          value={text}
          rows={8}
          className={`mono ${styles.paste}`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={"GREETING=hello\nSMTP_PASSWORD='…'"}
          onChange={({ target }) => edit(() => setText(target.value))}
        />
        {may("secrets") && may("write") && (
          <SelectField
            label="Secret or open"
            value={kept}
            onChange={({ target }) => edit(() => setKept(target.value as Kept))}
          >
            <option value="decided">as they are now; new ones as the definition or their names say</option>
            <option value="secret">all as secrets: encrypted, shown to nobody</option>
            <option value="plain">all in the open: members of the project see them</option>
          </SelectField>
        )}
        {may("delete") && variables.length > 0 && (
          <CheckField
            label="Remove variables that are not in it"
            checked={replaces}
            onChange={({ target }) => edit(() => setReplaces(target.checked))}
          />
        )}
      </Form>
      {problems.length > 0 && (
        <Note tone="bad" live>
          <strong>{problems.length === 1 ? "A line is left out" : `${problems.length} lines are left out`}</strong>
          <ul>
            {problems.slice(0, 20).map(({ line, problem: why, fix }) => (
              <li key={line}>
                Line {line}: {sentence(why)} {fix && `Fix: ${ended(fix)}`}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {problem !== undefined && <ProblemNote problem={problem} />}
      {preview && <VariableChanges changes={preview} before={variables} after={values} />}
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        {preview && changes > 0 ? (
          <Button variant="primary" busy={apply.busy} onClick={() => void apply.run()}>
            {changes === 1 ? "Apply 1 change" : `Apply ${changes} changes`}
          </Button>
        ) : (
          <Button
            variant="primary"
            busy={look.busy}
            disabled={values.size === 0 || preview !== undefined}
            onClick={() => void look.run()}
          >
            Show what changes
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}
