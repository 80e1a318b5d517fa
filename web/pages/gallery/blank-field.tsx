import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { type Blank, boundsText, defaultText, drawSecret } from "./blanks.ts";
import { SecretField } from "./secret-field.tsx";

interface BlankFieldProps {
  readonly blank: Blank;
  readonly text: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
  /** It was left: from now on it may be told what is missing in it. */
  readonly onLeave: () => void;
}

/** The control that fits a blank. What was typed stays as it is, also when it is wrong. */
export function BlankField({ blank, text, error, onChange, onLeave }: BlankFieldProps) {
  const { label, required, secret, type, choices } = blank;
  const common = { label, error, optional: !required && text === "" && defaultText(blank) === "" };
  const hint = hintFor(blank, text);
  if (secret) {
    return (
      <SecretField
        {...common}
        hint={hint}
        value={text}
        placeholder={required ? undefined : "filled by itself when left empty"}
        onChange={onChange}
        onBlur={onLeave}
        draw={required ? undefined : drawSecret}
      />
    );
  }
  if (type === "boolean" && blank.default !== undefined) {
    return (
      <CheckField
        label={label}
        hint={hint}
        checked={text === "true"}
        onChange={(event) => onChange(String(event.target.checked))}
      />
    );
  }
  if (choices || type === "boolean") {
    const values = choices?.map(String) ?? ["true", "false"];
    return (
      <SelectField
        {...common}
        hint={hint}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      >
        {text === "" && <option value="">Choose…</option>}
        {values.map((value) => (
          <option key={value} value={value}>
            {type === "boolean" ? (value === "true" ? "yes" : "no") : value}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      {...common}
      hint={hint}
      value={text}
      // Not type=number: what is no number would be lost.
      inputMode={type === "number" ? "decimal" : undefined}
      placeholder={defaultText(blank) || (blank.example === undefined ? undefined : `such as ${blank.example}`)}
      autoComplete="off"
      spellCheck={false}
      aria-required={required || undefined}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
    />
  );
}

function hintFor(blank: Blank, text: string): string | undefined {
  const bounds = blank.type === "number" ? boundsText(blank) : "";
  const usual = defaultText(blank);
  const left = text === "" && usual !== "" && !blank.secret ? `Left empty: ${usual}.` : "";
  const said = blank.description ?? "";
  return [said, bounds && `A number ${bounds}.`, left].filter(Boolean).join(" ") || undefined;
}
