import type { ReferenceKind } from "../../constructs/tree.ts";
import type { NodeKind } from "../graph.ts";
import type { SignalName } from "./signal.ts";

/** Colours as `#rrggbb`. Texts have a contrast of at least 4.5 and lines of at least 3 to what is behind them. */
export interface Theme {
  readonly canvas: string;
  /** The project's frame, and the frame of a tag inside it. */
  readonly frame: string;
  readonly frameLine: string;
  readonly tagFrame: string;
  readonly outsideLine: string;
  readonly card: string;
  readonly cardLine: string;
  readonly shadow: string;
  readonly text: string;
  readonly muted: string;
  readonly chip: string;
  readonly pill: string;
  readonly kind: Readonly<Record<NodeKind, { readonly line: string; readonly fill: string }>>;
  readonly edge: Readonly<Record<ReferenceKind, string>>;
  readonly signal: Readonly<Record<SignalName, { readonly line: string; readonly fill: string }>>;
}

export const LIGHT: Theme = {
  canvas: "#ffffff",
  frame: "#f5f7fa",
  frameLine: "#d8dee8",
  tagFrame: "#eaeef4",
  outsideLine: "#b8c4d4",
  card: "#ffffff",
  cardLine: "#d3dae5",
  shadow: "#e6eaf0",
  text: "#16202e",
  muted: "#566377",
  chip: "#eef1f6",
  pill: "#ffffff",
  kind: {
    container: { line: "#3b50cf", fill: "#e8ebfc" },
    volume: { line: "#94560a", fill: "#fbf0de" },
    group: { line: "#0b6a80", fill: "#dbf1f6" },
    address: { line: "#0a7350", fill: "#dcf4e9" },
    peer: { line: "#a12a6b", fill: "#fae6f1" },
    object: { line: "#566377", fill: "#e9edf3" },
    collapsed: { line: "#4a5568", fill: "#e3e8f0" },
  },
  edge: {
    expose: "#0a7350",
    request: "#3b50cf",
    wait: "#8245b8",
    mount: "#94560a",
    allow: "#a12a6b",
    reference: "#66748a",
  },
  signal: {
    good: { line: "#0a7350", fill: "#dcf4e9" },
    busy: { line: "#3b50cf", fill: "#e8ebfc" },
    warning: { line: "#8a4b00", fill: "#fdf1de" },
    bad: { line: "#b3261e", fill: "#fdeceb" },
    quiet: { line: "#4f5b6e", fill: "#eef1f6" },
  },
};

export const DARK: Theme = {
  canvas: "#0d1117",
  frame: "#131921",
  frameLine: "#2b3442",
  tagFrame: "#18202a",
  outsideLine: "#3f4c5f",
  card: "#1f2835",
  cardLine: "#3b475a",
  shadow: "#0b0f15",
  text: "#e9eef5",
  muted: "#9ba8ba",
  chip: "#2c3645",
  pill: "#1f2835",
  kind: {
    container: { line: "#a3b1ff", fill: "#2a3357" },
    volume: { line: "#efb566", fill: "#403218" },
    group: { line: "#6fcbe0", fill: "#15363f" },
    address: { line: "#62d6a6", fill: "#163a2c" },
    peer: { line: "#f097c8", fill: "#44203a" },
    object: { line: "#aab6c7", fill: "#2b3542" },
    collapsed: { line: "#b8c3d3", fill: "#303b4a" },
  },
  edge: {
    expose: "#4cc495",
    request: "#8b9cf8",
    wait: "#bf8fee",
    mount: "#dba355",
    allow: "#e286b9",
    reference: "#8494aa",
  },
  signal: {
    good: { line: "#62d6a6", fill: "#163a2c" },
    busy: { line: "#a3b1ff", fill: "#2a3357" },
    warning: { line: "#f2bb6b", fill: "#3d2e14" },
    bad: { line: "#ff9d95", fill: "#451d1d" },
    quiet: { line: "#b3bfce", fill: "#2c3645" },
  },
};
