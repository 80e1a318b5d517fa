import { useEffect } from "react";
import { COMMAND_KEY } from "../ui/command-key.ts";
import { Dialog } from "../ui/dialog.tsx";
import { CANVAS_KEYS } from "./canvas/keys.ts";
import { useEditing } from "./editing.tsx";
import { useInfraActions } from "./infra-actions.tsx";
import styles from "./infra-keys.module.css";
import { useInfraCommands } from "./use-infra-commands.ts";
import { useChecks, useWorkspace } from "./use-workspace.ts";

interface Key {
  readonly keys: readonly string[];
  readonly text: string;
  readonly edits?: true;
}

const PAGE_KEYS: readonly Key[] = [
  { keys: ["Ctrl + K", "⌘ + K"], text: "Go to anything, do anything" },
  { keys: ["?"], text: "Show these keys" },
  { keys: ["Ctrl + Z", "⌘ + Z"], text: "Undo, whether it was typed, drawn or filled in", edits: true },
  { keys: ["Ctrl + Shift + Z", "⌘ + Shift + Z"], text: "Redo", edits: true },
  { keys: ["Ctrl + Enter", "⌘ + Enter"], text: "Deploy", edits: true },
];

const CODE_KEYS: readonly Key[] = [
  { keys: ["Ctrl + F", "⌘ + F"], text: "Search" },
  { keys: ["Ctrl + Space"], text: "What can stand here", edits: true },
  { keys: ["F8"], text: "Go to the next finding" },
  { keys: ["Escape, then Tab"], text: "Leave the code" },
];

/** Keys of the whole page, and the dialog that tells all of them. */
export function InfraKeys() {
  const { session } = useWorkspace();
  const { editable } = useEditing();
  const { checked } = useChecks();
  const { dialog, openDialog } = useInfraActions();
  useInfraCommands();
  const mayDeploy = editable && (checked?.valid ?? false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (!isCommand && event.key === "?" && !isTyping(event.target)) openDialog("keys");
      else if (isCommand && editable && key === "enter" && mayDeploy) openDialog("deploy");
      // A field has an undo of its own while one types in it.
      else if (isCommand && editable && key === "z" && !isTyping(event.target)) {
        if (event.shiftKey) session.redo();
        else session.undo();
      } else if (isCommand && editable && key === "y" && !isTyping(event.target)) session.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [session, editable, mayDeploy, openDialog]);
  return (
    <Dialog open={dialog === "keys"} onClose={() => openDialog(undefined)} title="Keys" wide>
      <div className={styles.lists}>
        <div>
          <KeyList title="Everywhere here" keys={PAGE_KEYS} />
          <KeyList title="Code" keys={CODE_KEYS} />
        </div>
        <KeyList title="Diagram" keys={CANVAS_KEYS} />
      </div>
    </Dialog>
  );
}

function KeyList({ title, keys }: { readonly title: string; readonly keys: readonly Key[] }) {
  const { editable } = useEditing();
  return (
    <section>
      <h3>{title}</h3>
      <dl className={styles.keys}>
        {keys
          .filter(({ edits }) => editable || !edits)
          .map(({ keys: names, text }) => (
            <div key={text}>
              <dt>
                {names.filter(isOnKeyboard).map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Of the same with Ctrl and with ⌘ the one that the keyboard at hand has. */
function isOnKeyboard(name: string, _index: number, all: readonly string[]): boolean {
  const isOther = COMMAND_KEY === "⌘" ? name.startsWith("Ctrl +") : name.startsWith("⌘ +");
  return !isOther || all.length === 1;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
