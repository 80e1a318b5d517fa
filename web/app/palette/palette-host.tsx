import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { COMMAND_KEY } from "../../ui/command-key.ts";
import { focused, giveFocusBack } from "../../ui/focus-return.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./palette.module.css";

const Palette = lazy(() => import("./palette.tsx"));

/** What is typed counts from the first key on, though what finds something by it is loaded with the first opening. */
interface Open {
  /** Had the focus before. */
  readonly from: Element | null;
  readonly typed: string;
}

const PLACEHOLDER = "Go to a page, a project, a container, or do something";

/** The button and the key that open the palette. */
export function PaletteHost() {
  const [open, setOpen] = useState<Open>();
  const toggle = useCallback(() => setOpen((now) => (now ? undefined : { from: focused(), typed: "" })), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k")
        return;
      event.preventDefault();
      toggle();
    };
    // Before an editor takes the key for itself.
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [toggle]);
  const leave = () => {
    setOpen(undefined);
    if (open) giveFocusBack(open.from);
  };
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        aria-label="Find anything"
        title="Find anything"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={toggle}
      >
        <Icon name="search" />
        <span>Find anything</span>
        {/* Written by the style sheet: it is no part of what the button is called. */}
        <kbd data-keys={`${COMMAND_KEY} K`} />
      </button>
      {open && (
        <Suspense
          fallback={<Loading typed={open.typed} onType={(typed) => setOpen({ ...open, typed })} onLeave={leave} />}
        >
          <Palette
            placeholder={PLACEHOLDER}
            typed={open.typed}
            onClose={() => setOpen(undefined)}
            onClosed={() => giveFocusBack(open.from)}
          />
        </Suspense>
      )}
    </>
  );
}

/** The palette without what it finds. */
function Loading({
  typed,
  onType,
  onLeave,
}: {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onLeave: () => void;
}) {
  return (
    <>
      <div className={styles.scrim} onPointerDown={onLeave} />
      <div className={styles.palette} role="dialog" aria-label="Find anything">
        <div className={styles.search}>
          <Icon name="search" />
          <input
            aria-label="Find anything"
            placeholder={PLACEHOLDER}
            // biome-ignore lint/a11y/noAutofocus: it was opened to type in it
            autoFocus
            value={typed}
            onChange={(event) => onType(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && onLeave()}
          />
        </div>
        <p className={styles.empty} role="status">
          Loading…
        </p>
      </div>
    </>
  );
}
