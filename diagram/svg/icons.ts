import type { IconName } from "../graph.ts";
import { element } from "./xml.ts";

export type GlyphName = IconName | "lock" | "tag";

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
  tag: "M3.5 11V4.5a1 1 0 0 1 1-1H11a2 2 0 0 1 1.4.6l7.5 7.5a2 2 0 0 1 0 2.8l-5.5 5.5a2 2 0 0 1-2.8 0l-7.5-7.5a2 2 0 0 1-.6-1.4M7.5 7.5h.01",
};

/** An icon whose field of `size` px begins at `x`, `y`. Its colour comes from `className`. */
export function icon(name: GlyphName, x: number, y: number, size: number, className: string): string {
  const path = element("path", { d: OUTLINES[name] });
  return element("g", { class: `e-icon ${className}`, transform: `translate(${x} ${y}) scale(${size / 24})` }, path);
}
