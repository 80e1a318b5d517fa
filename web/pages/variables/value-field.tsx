import { useState } from "react";
import { CheckField, TextAreaField } from "../../ui/field.tsx";
import styles from "./variables.module.css";

/** A value of one or more lines; that of a secret is hidden unless one asks to see what one types. */
export function ValueField({
  value,
  onChange,
  secret,
  error,
  hint,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly secret: boolean;
  readonly error: string | undefined;
  readonly hint?: string;
}) {
  const [seen, setSeen] = useState(false);
  return (
    <>
      <TextAreaField
        label={secret ? "New value" : "Value"}
        hint={hint}
        error={error}
        value={value}
        rows={3}
        className={`mono ${secret && !seen ? styles.hidden : ""}`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
      {secret && (
        <CheckField label="Show what I type" checked={seen} onChange={({ target }) => setSeen(target.checked)} />
      )}
    </>
  );
}
