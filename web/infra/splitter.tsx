import { type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import styles from "./infra-view.module.css";

const KEY = "espalier.infra.split";
const [LEAST, MOST, USUAL, STEP] = [25, 80, 58, 2];

export interface Split {
  /** Of the element that is split; its custom property `--split` says where. */
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Percent of the width that the diagram has. */
  readonly share: number;
  readonly set: (share: number) => void;
}

/** Where diagram and code are divided: remembered. */
export function useSplit(): Split {
  const ref = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => bounded(Number(localStorage.getItem(KEY)) || USUAL));
  useEffect(() => {
    ref.current?.style.setProperty("--split", `${share}%`);
    localStorage.setItem(KEY, String(share));
  }, [share]);
  const set = useCallback((next: number) => setShare(bounded(next)), []);
  return { ref, share, set };
}

export function Splitter({ split: { ref, share, set } }: { readonly split: Split }) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !ref.current) return;
    const { left, width } = ref.current.getBoundingClientRect();
    set(((event.clientX - left) / width) * 100);
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: LEAST, End: MOST, Enter: USUAL }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      aria-label="Width of the diagram"
      aria-orientation="vertical"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(share)}
      tabIndex={0}
      className={styles.splitter}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => set(USUAL)}
      onKeyDown={press}
    />
  );
}

function bounded(share: number): number {
  return Math.min(MOST, Math.max(LEAST, share));
}
