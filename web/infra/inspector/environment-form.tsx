import { useRef, useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { useEdits } from "../use-edits.tsx";
import styles from "./inspector.module.css";

type Owner = { readonly container: string } | { readonly group: string };

/** Environment variables as a table: a value counts when one leaves its field. */
export function EnvironmentForm({
  of,
  entries,
}: {
  readonly of: Owner;
  readonly entries: readonly (readonly [name: string, value: string])[];
}) {
  const { run } = useEdits();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const nameField = useRef<HTMLInputElement>(null);
  const set = (key: string, text: string) => run({ kind: "set-environment", of, set: { [key]: text } }, "form");
  const add = async () => {
    if (name.trim() === "" || !(await set(name.trim(), value))) return;
    setName("");
    setValue("");
    nameField.current?.focus();
  };
  return (
    <section className={styles.section} aria-label="Environment">
      <h3>Environment</h3>
      <ul className={styles.entries}>
        {entries.map(([key, text]) => (
          <li key={key}>
            <div>
              <code aria-hidden="true">{key}</code>
              <EntryValue label={key} value={text} onCommit={(next) => void set(key, next)} />
            </div>
            <IconButton
              small
              label={`Remove ${key}`}
              icon="trash"
              onClick={() => void run({ kind: "set-environment", of, remove: [key] }, "form")}
            />
          </li>
        ))}
      </ul>
      <form
        className={styles.addEntry}
        aria-label="Add a variable"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <input
          ref={nameField}
          aria-label="Name of a new variable"
          placeholder="NAME"
          value={name}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <input
          aria-label="Value of the new variable"
          placeholder="value"
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setValue(event.target.value)}
        />
        <Button small type="submit" icon="plus" disabled={name.trim() === ""}>
          Add
        </Button>
      </form>
    </section>
  );
}

function EntryValue({
  label,
  value,
  onCommit,
}: {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
}) {
  return (
    <input
      key={value}
      aria-label={label}
      defaultValue={value}
      spellCheck={false}
      autoComplete="off"
      onBlur={(event) => event.target.value !== value && onCommit(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") {
          event.stopPropagation();
          event.currentTarget.value = value;
        }
      }}
    />
  );
}
