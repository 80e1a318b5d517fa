import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { SelectField, TextAreaField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { type Format, formatOfFile, type Guess, guessFormat, LONGEST_DEFINITION } from "./definition-text.ts";
import styles from "./projects.module.css";

/** A definition that somebody has: pasted, or read from a file. */
export function DefinitionField({
  text,
  format,
  error,
  onText,
  onFormat,
}: {
  readonly text: string;
  /** What is sent. */
  readonly format: Format;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  /** Undefined: as the text seems to be. */
  readonly onFormat: (format: Format | undefined) => void;
}) {
  const file = useRef<HTMLInputElement>(null);
  const [unread, setUnread] = useState<string>();
  const guess = guessFormat(text);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    event.target.value = "";
    setUnread(undefined);
    if (!chosen) return;
    if (chosen.size > LONGEST_DEFINITION) return setUnread(`${chosen.name} is larger than 1 MiB.`);
    onText(await chosen.text());
    const known = formatOfFile(chosen.name);
    onFormat(known === "json" || known === "jsonnet" ? known : undefined);
  };
  return (
    <>
      <TextAreaField
        label="Definition"
        hint="JSON with comments, or Jsonnet. Blanks ($name) may still lack a value."
        className={`mono ${styles.definition}`}
        value={text}
        error={error ?? unread}
        spellCheck={false}
        autoComplete="off"
        placeholder={EXAMPLE}
        onChange={(event) => onText(event.target.value)}
      />
      <div className={styles.file}>
        <input
          ref={file}
          type="file"
          hidden
          aria-label="Definition file"
          accept=".json,.jsonc,.jsonnet,.libsonnet"
          onChange={(event) => void read(event)}
        />
        <Button small onClick={() => file.current?.click()}>
          Read a file…
        </Button>
      </div>
      <Elsewhere guess={guess} />
      <SelectField label="Format" value={format} onChange={(event) => onFormat(event.target.value as Format)}>
        <option value="json">JSON</option>
        <option value="jsonnet">Jsonnet</option>
      </SelectField>
    </>
  );
}

const EXAMPLE = `{
  "project": { "name": "shop" },
  "containers": [
    { "name": "web", "image": "nginx:1.29", "options": { "expose": 80 } }
  ]
}`;

/** What to do with a text that only the command takes. */
export function Elsewhere({ guess }: { readonly guess: Guess }) {
  if (guess !== "compose" && guess !== "typescript") return null;
  return (
    <Note tone="busy" live>
      {guess === "compose" ? (
        <>
          <span>
            This looks like a compose file. The command makes a definition of it, and says what became of each key:
          </span>
          <CopyLine text="espalier import compose.yaml" label="Copy the command" />
        </>
      ) : (
        <>
          <span>This looks like a program. It runs on your machine; the command sends what it makes:</span>
          <CopyLine text="espalier link my-project --create" label="Copy the command" />
        </>
      )}
    </Note>
  );
}
