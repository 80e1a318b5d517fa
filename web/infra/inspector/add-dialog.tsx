import { useMemo, useState } from "react";
import { type DiagramEdit, freshName } from "../../../diagram/edits/diagram-edit.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { CheckField, Form, TextField } from "../../ui/field.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useEditing } from "../editing.tsx";
import { pathOfNew } from "../session/parts.ts";
import { useEdits } from "../use-edits.tsx";
import { EditProblem, OF_IMAGE, OF_NAME, OF_PORT, OF_SIZE, problemOf } from "./edit-problem.tsx";
import styles from "./inspector.module.css";

type Preset = "web" | "worker" | "job" | "cron" | "postgres" | "mysql" | "redis" | "volume" | "group";

interface Choice {
  readonly preset: Preset;
  readonly title: string;
  readonly text: string;
  readonly icon: IconName;
  readonly name: string;
}

const CHOICES: readonly Choice[] = [
  { preset: "web", title: "Container", text: "Answers requests, runs on", icon: "container", name: "web" },
  { preset: "worker", title: "Worker", text: "Runs on, nothing calls it", icon: "settings", name: "worker" },
  { preset: "job", title: "Job", text: "Runs once, to its end", icon: "play", name: "job" },
  { preset: "cron", title: "Cron", text: "A job at set times", icon: "clock", name: "nightly" },
  { preset: "postgres", title: "PostgreSQL", text: "Database with a volume", icon: "volume", name: "db" },
  { preset: "mysql", title: "MySQL", text: "Database with a volume", icon: "volume", name: "mysql" },
  { preset: "redis", title: "Redis", text: "Cache with a volume", icon: "volume", name: "redis" },
  { preset: "volume", title: "Volume", text: "Storage that outlives containers", icon: "volume", name: "data" },
  { preset: "group", title: "Environment group", text: "Variables that several share", icon: "tag", name: "shared" },
];

/** The palette: what can be added, with the few answers it needs. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { tree } = useEditing();
  const [choice, setChoice] = useState<Choice>();
  const taken = useMemo(() => (tree?.nodes ?? []).map(({ name }) => name), [tree]);
  return (
    <Dialog open onClose={onClose} title={choice ? `Add: ${choice.title}` : "Add"} wide={!choice}>
      {choice ? (
        <AddForm
          choice={choice}
          name={freshName(new Set(taken), choice.name)}
          onBack={() => setChoice(undefined)}
          onClose={onClose}
        />
      ) : (
        <ul className={styles.palette}>
          {CHOICES.map((one) => (
            <li key={one.preset}>
              <button type="button" onClick={() => setChoice(one)}>
                <Icon name={one.icon} size={20} />
                <span>
                  <strong>{one.title}</strong>
                  <small>{one.text}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function AddForm({
  choice: { preset },
  name: suggested,
  onBack,
  onClose,
}: {
  readonly choice: Choice;
  readonly name: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const { run, problem } = useEdits();
  const { tree, select } = useEditing();
  const [name, setName] = useState(suggested);
  const [image, setImage] = useState("");
  const [isExposed, setExposed] = useState(preset === "web");
  const [port, setPort] = useState(preset === "web" ? "80" : "");
  const [size, setSize] = useState("");
  const [schedule, setSchedule] = useState("");
  const isContainer = preset !== "volume" && preset !== "group";
  const hasSize = preset === "postgres" || preset === "mysql" || preset === "redis" || preset === "volume";
  const submit = async () => {
    const edit: DiagramEdit =
      preset === "volume"
        ? { kind: "add-volume", name, ...(size && { size }) }
        : preset === "group"
          ? { kind: "add-group", name }
          : {
              kind: "add-container",
              name,
              preset,
              ...(image && { image }),
              ...(preset === "web" && port && { port: Number(port) }),
              ...(preset === "web" && { expose: isExposed }),
              ...(hasSize && size && { size }),
              ...(preset === "cron" && schedule && { schedule }),
            };
    if (!(await run(edit))) return;
    const root = tree?.nodes[0]?.path;
    if (root !== undefined) select(pathOfNew(root, isContainer ? "container" : preset, name));
    onClose();
  };
  return (
    <Form label="Add" onSubmit={() => void submit()}>
      <TextField
        label="Name"
        value={name}
        error={problemOf(problem, OF_NAME)}
        autoFocus
        spellCheck={false}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      {isContainer && (
        <TextField
          label="Image"
          optional={preset !== "worker"}
          hint={preset === "worker" ? "Such as ghcr.io/you/worker:1.0" : `Left empty: ${IMAGES[preset]}`}
          error={problemOf(problem, OF_IMAGE)}
          value={image}
          spellCheck={false}
          onChange={(event) => setImage(event.target.value)}
        />
      )}
      {preset === "web" && (
        <>
          <TextField
            label="Port it listens on"
            inputMode="numeric"
            error={problemOf(problem, OF_PORT)}
            value={port}
            onChange={(event) => setPort(event.target.value.replace(/\D/g, ""))}
          />
          <CheckField
            label="Reached from the internet"
            hint="It gets a public address with https."
            checked={isExposed}
            onChange={(event) => setExposed(event.target.checked)}
          />
        </>
      )}
      {hasSize && (
        <TextField
          label={preset === "volume" ? "Size" : "Size of its volume"}
          optional
          hint={`Left empty: ${preset === "volume" ? "1Gi" : "5Gi"}`}
          error={problemOf(problem, OF_SIZE)}
          value={size}
          onChange={(event) => setSize(event.target.value)}
        />
      )}
      {preset === "cron" && (
        <TextField
          label="When it runs"
          optional
          hint="Minute, hour, day, month, weekday. Left empty: 0 3 * * *, each night at three."
          value={schedule}
          onChange={(event) => setSchedule(event.target.value)}
        />
      )}
      <EditProblem problem={problem} told={[...OF_NAME, ...OF_IMAGE, ...OF_PORT, ...OF_SIZE]} />
      <DialogButtons>
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" variant="primary" icon="plus">
          Add
        </Button>
      </DialogButtons>
    </Form>
  );
}

/** What runs when no image is given. */
const IMAGES: Partial<Record<Preset, string>> = {
  web: "nginx:1.29-alpine",
  job: "busybox:1.37",
  cron: "busybox:1.37",
  postgres: "postgres:18-alpine",
  mysql: "mysql:8.4",
  redis: "redis:8.2-alpine",
};
