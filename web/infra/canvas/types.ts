import type { LaidOutGraph } from "../../../diagram/browser.ts";

/** What the change set does to a node. */
export type Mark = "new" | "edited" | "removed";

/** What is wrong with a node, by the check of the definition. */
export interface NodeProblems {
  readonly count: number;
  readonly severity: "error" | "warning";
  /** The first of them, in full. */
  readonly text: string;
}

/** How a node does in its zone. */
export interface NodeStatus {
  readonly state: string;
  readonly ready: number;
  readonly desired: number;
  readonly text?: string;
}

/**
 * What a person wants done to the definition. Ids are those of nodes; `delete` may name an edge too. `place` is no edit
 * of the definition: the upper left corner, in px of the diagram, of a node that was moved by hand.
 */
export type CanvasIntent =
  | { readonly kind: "connect"; readonly from: string; readonly to: string }
  | { readonly kind: "delete"; readonly id: string }
  | { readonly kind: "duplicate"; readonly id: string }
  | { readonly kind: "rename"; readonly id: string }
  | { readonly kind: "place"; readonly id: string; readonly x: number; readonly y: number }
  | { readonly kind: "add"; readonly near?: string }
  /** A connection to a volume: the container gets it mounted. */
  | { readonly kind: "attach"; readonly container: string; readonly volume: string };

export interface CanvasProps {
  readonly graph: LaidOutGraph | undefined;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly problems: ReadonlyMap<string, NodeProblems>;
  /** By node id. A new one changes chips on cards and never the layout. */
  readonly status: ReadonlyMap<string, NodeStatus>;
  /** Id of a node or an edge. */
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
  /** Enter and double click. */
  readonly onOpen?: ((id: string) => void) | undefined;
  readonly editable: boolean;
  readonly onEdit?: ((intent: CanvasIntent) => void) | undefined;
  /** Ids of groups that are shown as one card. */
  readonly collapsed: ReadonlySet<string>;
  readonly onCollapse: (groupId: string) => void;
  /** The code is broken: this is the last diagram it gave. */
  readonly stale: boolean;
  readonly theme: "light" | "dark";
}
