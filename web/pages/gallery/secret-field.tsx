import { type ReactNode, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy.tsx";
import field from "../../ui/field.module.css";
import { Field } from "../../ui/field.tsx";
import styles from "./form.module.css";

/** A value that nobody can read again once it is given: to be shown, drawn and copied before that. */
export function SecretField({
  label,
  hint,
  error,
  optional,
  value,
  placeholder,
  onChange,
  onBlur,
  draw,
}: {
  readonly label: ReactNode;
  readonly hint: ReactNode;
  readonly error: string | undefined;
  readonly optional: boolean;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  /** Makes a value; absent where that makes no sense. */
  readonly draw?: (() => string) | undefined;
}) {
  const [shown, setShown] = useState(false);
  const generate = () => {
    if (!draw) return;
    onChange(draw());
    setShown(true);
  };
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(ids) => (
        <div className={styles.secret}>
          <input
            {...ids}
            className={`${field.input} ${shown ? "mono" : ""}`}
            type={shown ? "text" : "password"}
            value={value}
            placeholder={placeholder}
            // Browsers offer passwords of the person here otherwise.
            autoComplete="new-password"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
            onBlur={onBlur}
          />
          {value !== "" && (
            <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? "Hide" : "Show"}
            </Button>
          )}
          {value !== "" && <CopyButton text={value} label="Copy the value" />}
          {draw && value === "" && <Button onClick={generate}>Generate</Button>}
        </div>
      )}
    </Field>
  );
}
