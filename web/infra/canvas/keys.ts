import type { Direction } from "./walk.ts";

export type CanvasAction =
  | { readonly does: "walk"; readonly direction: Direction }
  | { readonly does: "pan"; readonly direction: Direction }
  | { readonly does: "first" | "last" | "open" | "escape" | "find" }
  | { readonly does: "fit" | "actual-size" | "zoom-in" | "zoom-out" | "collapse" }
  | { readonly does: "delete" | "duplicate" | "rename" | "add" | "connect" | "move" };

/** A line of the dialog of keys. */
export interface CanvasKey {
  /** What is pressed; any one of them. */
  readonly keys: readonly string[];
  readonly text: string;
  /** Only for those who may edit. */
  readonly edits?: true;
}

export const CANVAS_KEYS: readonly CanvasKey[] = [
  { keys: ["→", "←"], text: "Go along an edge, or against it" },
  { keys: ["↑", "↓"], text: "Go to the next card above or below" },
  { keys: ["Home", "End"], text: "Go to the first or the last card" },
  { keys: ["/"], text: "Find a card by its name" },
  { keys: ["Enter"], text: "Open what is selected" },
  { keys: ["Escape"], text: "Leave off what is at work, then select nothing" },
  { keys: ["g"], text: "Collapse the group of the selected card, or expand it" },
  { keys: ["f"], text: "Show all of the diagram" },
  { keys: ["+", "−"], text: "Larger, smaller" },
  { keys: ["0"], text: "In its own size" },
  { keys: ["Shift + arrows"], text: "Move the view" },
  { keys: ["Space + drag"], text: "Move the view, whatever is below the pointer" },
  { keys: ["Ctrl + wheel", "⌘ + wheel"], text: "Larger, smaller, around the pointer" },
  { keys: ["a"], text: "Add something near the selected card", edits: true },
  { keys: ["c"], text: "Connect the selected card: choose with the arrows, then Enter", edits: true },
  { keys: ["d"], text: "Duplicate the selected card", edits: true },
  { keys: ["F2", "r"], text: "Rename the selected card", edits: true },
  { keys: ["m"], text: "Move the selected card: with the arrows, then Enter", edits: true },
  { keys: ["Press + drag"], text: "Move a card; elsewhere, the view", edits: true },
  { keys: ["Delete"], text: "Delete what is selected", edits: true },
];

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
};

const ACTIONS: Readonly<Record<string, CanvasAction["does"]>> = {
  Home: "first",
  End: "last",
  Enter: "open",
  Escape: "escape",
  "/": "find",
  f: "fit",
  0: "actual-size",
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
  _: "zoom-out",
  g: "collapse",
  Delete: "delete",
  Backspace: "delete",
  d: "duplicate",
  F2: "rename",
  r: "rename",
  a: "add",
  c: "connect",
  m: "move",
};

/** What a key does in the canvas; undefined when it is not the canvas' business, e.g. anything with Ctrl. */
export function actionOf({ key, shiftKey, altKey, ctrlKey, metaKey }: Pressed): CanvasAction | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  const direction = Object.hasOwn(DIRECTIONS, key) ? DIRECTIONS[key] : undefined;
  if (direction) return { does: shiftKey ? "pan" : "walk", direction };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(ACTIONS, name) ? ({ does: ACTIONS[name] } as CanvasAction) : undefined;
}
