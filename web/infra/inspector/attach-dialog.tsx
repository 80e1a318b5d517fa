import { useState } from "react";
import { freshName } from "../../../diagram/edits/diagram-edit.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, SelectField, TextField } from "../../ui/field.tsx";
import { useEditing } from "../editing.tsx";
import { useEdits } from "../use-edits.tsx";
import { EditProblem, OF_NAME, OF_PATH, OF_SIZE, problemOf } from "./edit-problem.tsx";

const NEW = "";

/** Attaches a volume, or a new one, to a container. Paths are those of nodes. */
export function AttachDialog({
  path,
  volume,
  onClose,
}: {
  readonly path: string;
  readonly volume: string | undefined;
  readonly onClose: () => void;
}) {
  const { tree } = useEditing();
  const { run, problem } = useEdits();
  const nodes = tree?.nodes ?? [];
  const container = nodes.find((node) => node.path === path)?.name;
  const volumes = nodes.filter(({ kind }) => kind === "volume").map(({ name }) => name);
  const [chosen, setChosen] = useState(nodes.find((node) => node.path === volume)?.name ?? volumes[0] ?? NEW);
  const [name, setName] = useState(freshName(new Set(nodes.map((node) => node.name)), "data"));
  const [size, setSize] = useState("1Gi");
  const [folder, setFolder] = useState("/data");
  if (container === undefined) return null;
  const attach = async () => {
    const made = chosen === NEW ? ([{ kind: "add-volume", name, size }] as const) : [];
    const attached = { kind: "attach-volume", container, volume: chosen || name, path: folder } as const;
    if (await run([...made, attached])) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={`Attach a volume to ${container}`}>
      <Form label="Attach" onSubmit={() => void attach()}>
        <SelectField label="Volume" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {volumes.map((one) => (
            <option key={one}>{one}</option>
          ))}
          <option value={NEW}>A new one</option>
        </SelectField>
        {chosen === NEW && (
          <>
            <TextField
              label="Name"
              value={name}
              error={problemOf(problem, OF_NAME)}
              spellCheck={false}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label="Size"
              value={size}
              error={problemOf(problem, OF_SIZE)}
              onChange={(event) => setSize(event.target.value)}
            />
          </>
        )}
        <TextField
          label="Folder in which the container sees it"
          value={folder}
          error={problemOf(problem, OF_PATH)}
          spellCheck={false}
          onChange={(event) => setFolder(event.target.value)}
        />
        <EditProblem problem={problem} told={[...OF_NAME, ...OF_SIZE, ...OF_PATH]} />
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Attach
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
