import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { LaidOutGraph } from "../../../diagram/browser.ts";
import { Icon } from "../../ui/icon.tsx";
import { groupsAround, type OutlineRow, outlineRows, outlineStep, rowWithLetter } from "./outline.ts";
import type { Signals } from "./picture.ts";
import styles from "./tree-outline.module.css";

export interface TreeOutlineProps extends Signals {
  readonly graph: LaidOutGraph;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
  readonly onOpen?: ((id: string) => void) | undefined;
}

/** The diagram in words: groups, nodes with their status, and edges as sentences. What is selected is so in both. */
export function TreeOutline({ graph, marks, problems, status, selected, onSelect, onOpen }: TreeOutlineProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => outlineRows(graph, { marks, problems, status }, toggled),
    [graph, marks, problems, status, toggled],
  );
  const chosen = rows.find(({ id }) => id !== undefined && id === selected);
  const stop = rows.find(({ key }) => key === focused) ?? chosen ?? rows[0];

  // Selected elsewhere: the groups around it open, and it is scrolled to.
  useEffect(() => {
    const around = groupsAround(graph, selected);
    setToggled((before) => (around.some((key) => before.has(key)) ? without(before, around) : before));
    setFocused(undefined);
  }, [graph, selected]);
  const chosenKey = chosen?.key;
  useEffect(() => {
    if (chosenKey !== undefined) elementOf(list.current, chosenKey)?.scrollIntoView({ block: "nearest" });
  }, [chosenKey]);

  const toggle = useCallback((key: string) => {
    setToggled((before) => (before.has(key) ? without(before, [key]) : new Set([...before, key])));
  }, []);
  const choose = useCallback(
    (row: OutlineRow) => {
      setFocused(row.key);
      if (row.id === undefined) toggle(row.key);
      else onSelect(row.id);
    },
    [onSelect, toggle],
  );

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !stop) return;
    const index = rows.indexOf(stop);
    const letter = event.key.length === 1 && event.key !== " " ? rowWithLetter(rows, index, event.key) : undefined;
    const step = letter === undefined ? outlineStep(rows, index, event.key) : { go: letter };
    if (step && "toggle" in step) toggle(step.toggle);
    else if (step) {
      const row = rows[step.go] as OutlineRow;
      elementOf(list.current, row.key)?.focus();
      setFocused(row.key);
    } else if (event.key === "Enter" && stop.id !== undefined && stop.id === selected) onOpen?.(stop.id);
    else if (event.key === "Enter" || event.key === " ") choose(stop);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={list}
      role="tree"
      aria-label={`Outline of ${graph.project}`}
      className={styles.tree}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        <Row
          key={row.key}
          row={row}
          isSelected={row === chosen || (row.id !== undefined && row.id === selected)}
          isStop={row === stop}
          onChoose={choose}
          onToggle={toggle}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: OutlineRow;
  readonly isSelected: boolean;
  readonly isStop: boolean;
  readonly onChoose: (row: OutlineRow) => void;
  readonly onToggle: (key: string) => void;
}

const Row = memo(
  ({ row, isSelected, isStop, onChoose, onToggle }: RowProps) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the tree
    <div
      role="treeitem"
      data-key={row.key}
      className={`${styles.row} ${styles[row.kind]}`}
      data-level={Math.min(row.level, 8)}
      aria-level={row.level}
      aria-setsize={row.of}
      aria-posinset={row.place}
      aria-selected={isSelected}
      aria-expanded={row.isOpen}
      tabIndex={isStop ? 0 : -1}
      onClick={() => onChoose(row)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the tree */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a further way, by pointer, to what the arrows do */}
      <span
        className={styles.toggle}
        onClick={(event) => {
          if (row.isOpen === undefined) return;
          event.stopPropagation();
          onToggle(row.key);
        }}
      >
        {row.isOpen !== undefined && <Icon name={row.isOpen ? "down" : "right"} size={14} />}
      </span>
      <span className={styles.text}>{row.text}</span>
      {row.detail.length > 0 && <span className={styles.detail}>{row.detail.join(" · ")}</span>}
    </div>
  ),
  (before, after) =>
    before.isSelected === after.isSelected &&
    before.isStop === after.isStop &&
    before.onChoose === after.onChoose &&
    isSameRow(before.row, after.row),
);

function isSameRow(one: OutlineRow, other: OutlineRow): boolean {
  return (
    one.key === other.key &&
    one.text === other.text &&
    one.level === other.level &&
    one.isOpen === other.isOpen &&
    one.place === other.place &&
    one.of === other.of &&
    one.detail.join() === other.detail.join()
  );
}

function elementOf(list: HTMLElement | null, key: string): HTMLElement | undefined {
  return [...(list?.children ?? [])].find((one) => (one as HTMLElement).dataset.key === key) as HTMLElement | undefined;
}

function without(set: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  return new Set([...set].filter((key) => !keys.includes(key)));
}
