import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { useEditing } from "../editing.tsx";
import { partNameOf } from "../session/intents.ts";
import { useEdits } from "../use-edits.tsx";
import { EditProblem, OF_NAME, problemOf } from "./edit-problem.tsx";

export function RenameDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { tree, select } = useEditing();
  const { run, problem } = useEdits();
  const nodes = tree?.nodes ?? [];
  const part = partNameOf(path, nodes);
  const [before] = Object.values(part ?? {}) as string[];
  const [name, setName] = useState(before ?? "");
  if (!part) return null;
  const rename = async () => {
    if (name !== before && !(await run({ kind: "rename", part, name }))) return;
    select(`${nodes[0]?.path}/${name}`);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={`Rename ${before}`}>
      <Form label="Rename" onSubmit={() => void rename()}>
        <TextField
          label="Name"
          hint="Every mention of it changes, too. What has a volume of its own is made anew in the zone."
          value={name}
          error={problemOf(problem, OF_NAME)}
          autoFocus
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        <EditProblem problem={problem} told={OF_NAME} />
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Rename
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
