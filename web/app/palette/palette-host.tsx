import { lazy, Suspense, useEffect, useState } from "react";
import { IconButton } from "../../ui/button.tsx";

const Palette = lazy(() => import("./palette.tsx"));

/** The button and the key that open the palette; what it is made of is loaded with the first opening. */
export function PaletteHost() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k")
        return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    // Before an editor takes the key for itself.
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
  return (
    <>
      <IconButton
        label="Find anything"
        icon="search"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
