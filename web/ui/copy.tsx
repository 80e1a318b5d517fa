import { useState } from "react";
import { Button, IconButton } from "./button.tsx";
import styles from "./copy.module.css";

/** Copies a text; says that it did. */
export function CopyButton({
  text,
  label = "Copy",
  children,
}: {
  readonly text: string;
  readonly label?: string;
  readonly children?: string;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  if (children)
    return (
      <Button small icon={copied ? "check" : "copy"} onClick={copy}>
        {copied ? "Copied" : children}
      </Button>
    );
  return <IconButton small label={copied ? "Copied" : label} icon={copied ? "check" : "copy"} onClick={copy} />;
}

/** The clipboard's API is there on https and loopback only; elsewhere the old way. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** Something to be copied, in one line. `opens`: it is an address, which can be gone to as well. */
export function CopyLine({
  text,
  label,
  opens = false,
}: {
  readonly text: string;
  readonly label?: string;
  readonly opens?: boolean;
}) {
  return (
    <div className={styles.line}>
      <code>
        {opens && /^https?:/.test(text) ? (
          <a href={text} target="_blank" rel="noreferrer">
            {text}
          </a>
        ) : (
          text
        )}
      </code>
      <CopyButton text={text} {...(label && { label })} />
    </div>
  );
}
