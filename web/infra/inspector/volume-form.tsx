import { SelectField } from "../../ui/field.tsx";
import { useEdits } from "../use-edits.tsx";
import { CommitField } from "./commit-field.tsx";
import type { VolumeValue } from "./container-value.ts";
import styles from "./inspector.module.css";

export function VolumeForm({ name, value }: { readonly name: string; readonly value: VolumeValue }) {
  const { run } = useEdits();
  const set = (key: "size" | "access", text: string) =>
    run({ kind: "spec", edits: [{ op: "set", path: ["volumes", { name }, key], value: text }] }, "form");
  return (
    <div className={styles.form}>
      <CommitField
        label="Size"
        hint="For example 10Gi. Most zones can make a volume larger, none smaller."
        value={value.size}
        onCommit={(text) => void set("size", text.trim())}
      />
      <SelectField label="Access" value={value.access} onChange={(event) => void set("access", event.target.value)}>
        <option value="one">one node at a time</option>
        <option value="many">shared by nodes</option>
      </SelectField>
    </div>
  );
}
