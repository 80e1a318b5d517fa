import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import styles from "./dialog.module.css";
import { TextField } from "./field.tsx";
import { useFocusReturn } from "./focus-return.ts";
import { ProblemNote } from "./problem.tsx";

export function Dialog({
  open,
  onClose,
  title,
  description,
  wide = false,
  children,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Content title={title} description={description} wide={wide}>
          {children}
        </Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What a dialog is for has the focus first: a field, or what leaves all as it is; not the button that closes it. */
const FIRST = `:scope > :not(header, .${styles.description}) :is(input, textarea, select, button):not(:disabled)`;

function Content({
  title,
  description,
  wide,
  children,
}: {
  readonly title: string;
  readonly description: ReactNode;
  readonly wide: boolean;
  readonly children: ReactNode;
}) {
  const giveBack = useFocusReturn();
  const content = useRef<HTMLDivElement>(null);
  return (
    <Radix.Content
      ref={content}
      onOpenAutoFocus={(event) => {
        const first = content.current?.querySelector<HTMLElement>(FIRST);
        if (!first) return;
        event.preventDefault();
        first.focus();
      }}
      onCloseAutoFocus={giveBack}
      className={`${styles.dialog} ${wide ? styles.wide : ""}`}
      {...(description ? {} : { "aria-describedby": undefined })}
    >
      <header>
        <Radix.Title asChild>
          <h2>{title}</h2>
        </Radix.Title>
        <Radix.Close asChild>
          <IconButton label="Close" icon="cross" small />
        </Radix.Close>
      </header>
      {description && (
        <Radix.Description asChild>
          <div className={styles.description}>{description}</div>
        </Radix.Description>
      )}
      {children}
    </Radix.Content>
  );
}

export const DialogButtons = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.buttons}>{children}</div>
);

/** Asks before something is done that cannot be undone. With `typed`, that has to be typed first. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  action,
  dismiss = "Cancel",
  typed,
  onConfirm,
  danger = true,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says. */
  readonly action: string;
  /** What the other button says. Default: `Cancel` */
  readonly dismiss?: string;
  readonly typed?: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly danger?: boolean;
}) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const close = () => {
    setText("");
    setProblem(undefined);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onClose={close} title={title} description={children}>
      {typed !== undefined && (
        <TextField
          label={`Type ${typed} to confirm`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && text === typed && !busy && void confirm()}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {problem !== undefined && <ProblemNote problem={problem} />}
      <DialogButtons>
        <Button onClick={close}>{dismiss}</Button>
        <Button
          variant={danger ? "danger" : "primary"}
          busy={busy}
          disabled={typed !== undefined && text !== typed}
          onClick={confirm}
        >
          {action}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
