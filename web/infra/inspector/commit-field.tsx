import { type InputHTMLAttributes, type ReactNode, useEffect, useRef, useState } from "react";
import { TextField } from "../../ui/field.tsx";

/** A field whose text counts when one leaves it or presses Enter; Escape takes back what was typed. */
export function CommitField({
  label,
  value,
  onCommit,
  hint,
  ...input
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly hint?: ReactNode;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "id">) {
  const [text, setText] = useState(value);
  // What Enter has committed may not be evaluated yet when one leaves the field.
  const entered = useRef<string>(undefined);
  useEffect(() => {
    entered.current = undefined;
    setText(value);
  }, [value]);
  const commit = () => {
    if (text !== value) onCommit(text);
  };
  return (
    <TextField
      {...input}
      label={label}
      hint={hint}
      value={text}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        entered.current = undefined;
        setText(event.target.value);
      }}
      onBlur={() => text !== entered.current && commit()}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          entered.current = text;
          commit();
        } else if (event.key === "Escape" && text !== value) {
          event.stopPropagation();
          setText(value);
        }
      }}
    />
  );
}
