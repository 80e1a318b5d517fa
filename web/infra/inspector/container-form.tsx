import { CheckField, SelectField } from "../../ui/field.tsx";
import { useEdits } from "../use-edits.tsx";
import { CommitField } from "./commit-field.tsx";
import { Connections } from "./connections.tsx";
import type { ContainerValue } from "./container-value.ts";
import { EnvironmentForm } from "./environment-form.tsx";
import styles from "./inspector.module.css";
import { Mounts } from "./mounts.tsx";

const SIZES = ["tiny", "small", "medium", "large", "xlarge"] as const;
/** How many of these run is not theirs to say. */
const WITHOUT_REPLICAS = ["daemon", "job", "cron", "serverless"];

/** The edits of a container that are made most; everything else is in the code. */
export function ContainerForm({
  path,
  name,
  value,
}: {
  readonly path: string;
  readonly name: string;
  readonly value: ContainerValue;
}) {
  const { run } = useEdits();
  const setSize = (size: string) =>
    run(
      {
        kind: "set-option",
        container: name,
        path: value.hasOwnResources ? ["resources", "size"] : ["resources"],
        ...(size && { value: size }),
      },
      "form",
    );
  return (
    <div className={styles.form}>
      <CommitField
        label="Image"
        value={value.image}
        onCommit={(image) => void run({ kind: "set-image", container: name, image: image.trim() }, "form")}
      />
      <div className={styles.pair}>
        {!WITHOUT_REPLICAS.includes(value.workload) && (
          <CommitField
            label="Replicas"
            inputMode="numeric"
            placeholder="1"
            value={value.replicas}
            onCommit={(text) =>
              void (text.trim() === ""
                ? run({ kind: "set-option", container: name, path: ["replicas"] }, "form")
                : run({ kind: "scale", container: name, replicas: Number(text) }, "form"))
            }
          />
        )}
        <SelectField label="Size" value={value.size} onChange={(event) => void setSize(event.target.value)}>
          <option value="">{value.hasOwnResources ? "as in the code" : "usual"}</option>
          {SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
          {value.size && !SIZES.some((size) => size === value.size) && <option>{value.size}</option>}
        </SelectField>
      </div>
      <div className={styles.pair}>
        <CheckField
          label="Public address"
          checked={value.exposed}
          onChange={(event) => void run({ kind: "expose", container: name, on: event.target.checked }, "form")}
        />
        {value.exposed && (
          <CommitField
            label="Port"
            inputMode="numeric"
            placeholder="80"
            value={value.port}
            onCommit={(text) =>
              void run({ kind: "expose", container: name, on: true, ...(text && { port: Number(text) }) }, "form")
            }
          />
        )}
      </div>
      <CommitField
        label="Tags"
        hint="With commas between them; the first one frames it in the diagram."
        value={value.tags.join(", ")}
        onCommit={(text) =>
          void run({ kind: "set-tags", container: name, tags: text.split(/[\s,]+/).filter(Boolean) }, "form")
        }
      />
      <EnvironmentForm of={{ container: name }} entries={value.environment} />
      <Mounts path={path} name={name} mounts={value.mounts} />
      <Connections path={path} />
    </div>
  );
}
