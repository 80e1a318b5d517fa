import type { Severity } from "../../constructs/diagnostic.ts";
import type { LaidOutNode } from "../graph.ts";
import { renderSignal, type Signal } from "./signal.ts";

/** What a change set does to a node. */
export interface Mark {
  readonly change?: "new" | "edited" | "removed";
}

/** The diagnostics of a node. */
export interface Problems {
  readonly count: number;
  readonly worst: Severity;
}

/** How a container is in its zone; `unknown`: the zone was not asked yet, or cannot be. */
export interface Status {
  readonly state: "starting" | "ready" | "done" | "stopped" | "failing" | "unknown";
  /** Replicas. Shown while they differ. */
  readonly ready?: number;
  readonly desired?: number;
  /** Said in the title: why it is not ready. */
  readonly detail?: string;
}

/** All three by node id. Those of nodes that are not there are passed over. */
export interface Marks {
  readonly marks?: ReadonlyMap<string, Mark>;
  readonly problems?: ReadonlyMap<string, Problems>;
  readonly statuses?: ReadonlyMap<string, Status>;
}

const CHANGES: Readonly<Record<NonNullable<Mark["change"]>, Signal>> = {
  new: { signal: "good", glyph: "plus", text: "New", meaning: "new in this change set" },
  edited: { signal: "busy", glyph: "pencil", text: "Edited", meaning: "edited in this change set" },
  removed: { signal: "bad", glyph: "minus", text: "Removed", meaning: "removed by this change set" },
};

const STATES: Readonly<Record<Status["state"], Pick<Signal, "signal" | "glyph" | "text">>> = {
  starting: { signal: "busy", glyph: "hourglass", text: "Starting" },
  ready: { signal: "good", glyph: "check", text: "Ready" },
  done: { signal: "good", glyph: "flag", text: "Done" },
  stopped: { signal: "quiet", glyph: "stop", text: "Stopped" },
  failing: { signal: "bad", glyph: "cross", text: "Failing" },
  unknown: { signal: "quiet", glyph: "question", text: "Unknown" },
};

const SEVERITIES: Readonly<Record<Severity, Pick<Signal, "signal" | "glyph"> & { readonly words: [string, string] }>> =
  {
    error: { signal: "bad", glyph: "alert", words: ["error", "problems, an error among them"] },
    warning: { signal: "warning", glyph: "alert", words: ["warning", "problems, a warning among them"] },
    note: { signal: "quiet", glyph: "info", words: ["note", "notes"] },
  };

type CardSize = Pick<LaidOutNode, "width" | "height">;

/** `New`, `Edited` or `Removed`, at the upper right of the card. SVG for the inside of a `<g>` that stands at the card. */
export function renderMark(node: CardSize, { change }: Mark): string {
  return change === undefined ? "" : renderSignal(node, CHANGES[change], "top right");
}

/** Icon and count, at the upper left of the card. */
export function renderProblems(node: CardSize, { count, worst }: Problems): string {
  if (count < 1) return "";
  const { signal, glyph, words } = SEVERITIES[worst];
  const text = count > 99 ? "99+" : String(count);
  return renderSignal(node, { signal, glyph, text, meaning: `${count} ${words[count === 1 ? 0 : 1]}` }, "top left");
}

/**
 * Colour, icon and text at the lower right of the card, across its border: its place is free on every card, so a status
 * that comes or changes moves nothing.
 */
export function renderStatus(node: CardSize, { state, ready, desired, detail }: Status): string {
  const { text, ...look } = STATES[state];
  const counted = ready !== undefined && desired !== undefined && ready !== desired ? ` ${ready}/${desired}` : "";
  const meaning = [`${text.toLowerCase()}${counted && ` ${ready} of ${desired}`}`, detail].filter(Boolean).join(": ");
  return renderSignal(node, { ...look, text: `${text}${counted}`, meaning }, "bottom right");
}

/** All that is said of a node, in its coordinates; empty when nothing is. */
export function renderMarks(node: LaidOutNode, { marks, problems, statuses }: Marks): string {
  const [mark, ofNode, status] = [marks?.get(node.id), problems?.get(node.id), statuses?.get(node.id)];
  const pieces = [
    mark && renderMark(node, mark),
    ofNode && renderProblems(node, ofNode),
    status && renderStatus(node, status),
  ];
  return pieces
    .filter(Boolean)
    .map((piece) => `<g>${piece}</g>`)
    .join("");
}
