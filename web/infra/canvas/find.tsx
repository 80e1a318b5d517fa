import { useId, useState } from "react";
import type { LaidOutGraph } from "../../../diagram/browser.ts";
import styles from "./canvas.module.css";
import { foundNodes } from "./find-nodes.ts";

/** Finds a card by a few letters of its name, kind, tags or facts. */
export function Find({
  graph,
  onChoose,
  onClose,
}: {
  readonly graph: LaidOutGraph;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}) {
  const [sought, setSought] = useState("");
  const [index, setIndex] = useState(0);
  const id = useId();
  const found = foundNodes(graph, sought);
  const current = Math.min(index, found.length - 1);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = found[current];
    if (event.key === "ArrowDown") setIndex(Math.min(current + 1, found.length - 1));
    else if (event.key === "ArrowUp") setIndex(Math.max(current - 1, 0));
    else if (event.key === "Enter" && chosen) onChoose(chosen.id);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has gone elsewhere
    <div className={styles.find} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onClose()}>
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for by a key or a button
        autoFocus
        type="text"
        role="combobox"
        aria-label="Find in the diagram"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={found[current] ? `${id}-${current}` : undefined}
        placeholder="Find a container, a volume, an image…"
        autoComplete="off"
        spellCheck={false}
        value={sought}
        onChange={(event) => {
          setSought(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Found" className={styles.found}>
        {found.map((node, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field
          <div
            key={node.id}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(node.id)}
          >
            <span>{node.title}</span> <span className="muted">{node.kindName}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={styles.notFound} role="status">
          Nothing here is called so
        </p>
      )}
    </div>
  );
}
