import type { CardSize } from "./card.ts";
import type { Box, GraphNode, NodeKind, Point } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";

/**
 * A component with places of its own. 0/0 is the upper left corner of what stands in the project's frame; what is
 * outside and the edges from there reach into negative x:
 *
 *      outside │  corridor, with pills  │ gutter │ 0 cards in the project's frame
 */
export interface Part {
  readonly nodes: ReadonlyMap<string, Box>;
  readonly groups: ReadonlyMap<string, Box>;
  readonly edges: ReadonlyMap<string, PlacedEdge>;
  readonly reachesOut: boolean;
  /** Of what stands in the project's frame; 0 when nothing does. */
  readonly width: number;
  readonly height: number;
  readonly corridor: number;
  readonly gutter: number;
  /** The kind of a lone card: kinds do not share a row. */
  readonly row?: NodeKind;
}

export interface PlacedEdge {
  readonly points: readonly Point[];
  readonly labelBox?: Box;
}

/** A card that no edge leads to or from. */
export function partOfCard(node: GraphNode, { width, height }: CardSize): Part {
  const out = isOutside(node);
  return {
    nodes: new Map([[node.id, { x: out ? -width : 0, y: 0, width, height }]]),
    groups: new Map(),
    edges: new Map(),
    reachesOut: out,
    width: out ? 0 : width,
    height,
    corridor: 0,
    gutter: 0,
    row: node.kind,
  };
}
