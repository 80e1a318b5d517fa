import type { Point } from "../../../diagram/browser.ts";

/** What the keyboard is at: nothing, choosing what to connect a node to, or moving a node. */
export type Mode =
  | { readonly kind: "idle" }
  | { readonly kind: "connect"; readonly from: string; readonly to: string | undefined }
  | { readonly kind: "move"; readonly id: string; readonly at: Point };

export const IDLE: Mode = { kind: "idle" };

/** Ids of the cards it is about. */
export function cardsOf(mode: Mode): readonly string[] {
  if (mode.kind === "idle") return [];
  return mode.kind === "move" ? [mode.id] : [mode.from, ...(mode.to === undefined ? [] : [mode.to])];
}
