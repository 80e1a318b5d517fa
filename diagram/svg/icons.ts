import type { IconName } from "../graph.ts";
import { element } from "./xml.ts";

export type GlyphName = IconName | "lock" | "zone" | SignalGlyph;

type SignalGlyph =
  | "plus"
  | "minus"
  | "pencil"
  | "check"
  | "cross"
  | "flag"
  | "stop"
  | "hourglass"
  | "question"
  | "alert"
  | "info";

/** Outlines on a field of 24 × 24. */
const OUTLINES: Readonly<Record<GlyphName, string>> = {
  container: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9M8 5.25l8 4.5",
  database: "M4.5 6a7.5 3 0 0 1 15 0a7.5 3 0 0 1-15 0M4.5 6v12a7.5 3 0 0 0 15 0V6M4.5 12a7.5 3 0 0 0 15 0",
  job: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM8.5 12l2.5 2.5 4.5-5",
  cron: "M12 3.5a8.5 8.5 0 0 1 0 17a8.5 8.5 0 0 1 0-17M12 7.5V12l3 2",
  daemon: "M12 3l9 4.5-9 4.5-9-4.5zM3 12l9 4.5 9-4.5M3 16.5L12 21l9-4.5",
  serverless: "M13 3L5 13.5h6L10 21l9-11.5h-6.5z",
  volume: "M6.5 5h11l3.5 8v5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18v-5zM3 13h18M7 16.25h.01M10.5 16.25h.01",
  address: "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M3 12h18M12 3c3 2.6 4 5.6 4 9s-1 6.4-4 9c-3-2.6-4-5.6-4-9s1-6.4 4-9",
  group: "M4 6.5h3M10.5 6.5H20M4 12h3M10.5 12H20M4 17.5h3M10.5 17.5H20",
  peer: "M7 18.5a4.5 4.5 0 0 1-.5-8.97a6 6 0 0 1 11.4 1.1A4 4 0 0 1 17.5 18.5z",
  object:
    "M8.5 4H8a2.5 2.5 0 0 0-2.5 2.5v3A2.5 2.5 0 0 1 3.5 12a2.5 2.5 0 0 1 2 2.5v3A2.5 2.5 0 0 0 8 20h.5M15.5 4h.5a2.5 2.5 0 0 1 2.5 2.5v3a2.5 2.5 0 0 0 2 2.5a2.5 2.5 0 0 0-2 2.5v3A2.5 2.5 0 0 1 16 20h-.5",
  lock: "M6.5 10.5h11a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2M8 10.5V7.5a4 4 0 0 1 8 0v3",
  project: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  zone: "M12 21c-4.5-4.2-7-7.9-7-11.2a7 7 0 0 1 14 0c0 3.3-2.5 7-7 11.2M12 7.3a2.5 2.5 0 0 1 0 5a2.5 2.5 0 0 1 0-5",
  plus: "M12 4v16M4 12h16",
  minus: "M4 12h16",
  pencil: "M4 20l1.2-4.8L16.4 4a2 2 0 0 1 2.8 0l.8.8a2 2 0 0 1 0 2.8L8.8 18.8z",
  check: "M4 12.5l5.5 5.5L20 6.5",
  cross: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  flag: "M6 21V4M6 4.5h12l-3 4.5 3 4.5H6",
  stop: "M6 6h12v12H6z",
  hourglass:
    "M6 3.5h12M6 20.5h12M7.5 3.5c0 5 4.5 5.5 4.5 8.5s-4.5 3.5-4.5 8.5M16.5 3.5c0 5-4.5 5.5-4.5 8.5s4.5 3.5 4.5 8.5",
  question: "M7.5 9a4.5 4.5 0 1 1 6.6 4c-1.4.8-2.1 1.5-2.1 3M12 20.5h.01",
  alert: "M12 3.5L22 20.5H2zM12 10v4.5M12 17.5h.01",
  info: "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M12 11v5.5M12 7.5h.01",
  tag: "M3.5 11V4.5a1 1 0 0 1 1-1H11a2 2 0 0 1 1.4.6l7.5 7.5a2 2 0 0 1 0 2.8l-5.5 5.5a2 2 0 0 1-2.8 0l-7.5-7.5a2 2 0 0 1-.6-1.4M7.5 7.5h.01",
};

/** An icon whose field of `size` px begins at `x`, `y`. Its colour comes from `className`. */
export function icon(name: GlyphName, x: number, y: number, size: number, className: string): string {
  const path = element("path", { d: OUTLINES[name] });
  return element("g", { class: `e-icon ${className}`, transform: `translate(${x} ${y}) scale(${size / 24})` }, path);
}
