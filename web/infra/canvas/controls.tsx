import { useSyncExternalStore } from "react";
import { IconButton } from "../../ui/button.tsx";
import styles from "./canvas.module.css";
import type { View } from "./view.ts";

const STEP = 1.25;

/** Buttons for what wheel and keys do. */
export function Controls({ view, onFind }: { readonly view: View; readonly onFind: () => void }) {
  const percent = useSyncExternalStore(
    (listener) => view.onFrame(listener),
    () => Math.round(view.camera.k * 100),
  );
  return (
    <div className={styles.controls}>
      <IconButton small icon="search" label="Find in the diagram (/)" onClick={onFind} />
      <IconButton small icon="minus" label="Smaller (−)" onClick={() => view.zoom(1 / STEP, view.middle, true)} />
      <button type="button" className={styles.percent} title="In its own size (0)" onClick={() => view.actualSize()}>
        {percent} %
      </button>
      <IconButton small icon="plus" label="Larger (+)" onClick={() => view.zoom(STEP, view.middle, true)} />
      <IconButton small icon="fit" label="Show all (f)" onClick={() => view.fit()} />
    </div>
  );
}
