import type { CardSize } from "../card.ts";
import type { Box, Graph, GraphNode } from "../graph.ts";
import { isOutside } from "../graph-rules.ts";
import type { Placement } from "../placement.ts";
import { SPACE } from "../space.ts";
import { around, contains, grown, overlap } from "./boxes.ts";

/** What stands already, while places are found for the rest. */
export class Scene {
  readonly graph: Graph;
  readonly sizes: ReadonlyMap<string, CardSize>;
  readonly boxes = new Map<string, Box>();
  /** Frames of tags. */
  readonly frames = new Map<string, Box>();
  /** Nodes whose tag's frame could not reach them without covering others. */
  readonly standingOut = new Set<string>();
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Pills and ways of edges of the picture before, which new cards had better not cover. */
  readonly lines: readonly Box[];
  readonly pills: readonly Box[];
  private readonly tags: ReadonlySet<string>;

  constructor(graph: Graph, sizes: ReadonlyMap<string, CardSize>, lines: readonly Box[], pills: readonly Box[]) {
    this.graph = graph;
    this.sizes = sizes;
    this.lines = lines;
    this.pills = pills;
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.tags = new Set(graph.groups.filter(({ kind }) => kind === "tag").map(({ id }) => id));
  }

  /** The tag's group a node stands in, if any. */
  tagOf(node: GraphNode): string | undefined {
    return this.tags.has(node.group) ? node.group : undefined;
  }

  /** Puts a card down; its tag's frame grows around it where it can. */
  put(node: GraphNode, box: Box): void {
    this.boxes.set(node.id, box);
    this.enframe(node, box);
  }

  /**
   * Frames what was put down by `boxes` alone: a frame of the picture before stays while all that stood in it still
   * does; whoever stands elsewhere now comes after that.
   */
  frameKept(placement: Placement): void {
    const members = [...this.tags].map((tag) => [tag, this.membersOf(tag), placement.groups?.get(tag)] as const);
    for (const [tag, nodes, before] of members) {
      const [first] = nodes;
      if (!first) continue;
      const base = nodes.filter(([, box]) => before && contains(before, box));
      const boxes = base.length > 0 ? base.map(([, box]) => box) : [first[1]];
      const isWhole = before !== undefined && allStay(tag, base, placement);
      const frame = around([...boxes.map(framed), ...(isWhole ? [before] : [])]) as Box;
      this.frames.set(tag, frame);
    }
    for (const [, nodes] of members) for (const [node, box] of nodes) this.enframe(node, box);
  }

  private membersOf(tag: string): [GraphNode, Box][] {
    const nodes = this.graph.nodes.filter(({ group }) => group === tag);
    return nodes.flatMap((node): [GraphNode, Box][] => {
      const box = this.boxes.get(node.id);
      return box ? [[node, box]] : [];
    });
  }

  private enframe(node: GraphNode, box: Box): void {
    const tag = this.tagOf(node);
    if (tag === undefined) return;
    const now = this.frames.get(tag);
    const frame = this.frameWith(tag, box);
    if (now && contains(now, framed(box))) return;
    if (this.isFree(frame, tag)) this.frames.set(tag, frame);
    else this.standingOut.add(node.id);
  }

  /** The frame of a tag, if it also held a card there. */
  frameWith(tag: string, card: Box): Box {
    const frame = framed(card);
    const now = this.frames.get(tag);
    return now ? (around([now, frame]) as Box) : frame;
  }

  /** Whether a frame of a tag would cover nothing foreign. */
  isFree(frame: Box, tag: string): boolean {
    for (const [id, box] of this.boxes) {
      const node = this.nodes.get(id) as GraphNode;
      if (node.group === tag && !this.standingOut.has(id)) continue;
      if (overlap(frame, box, CLEAR)) return false;
    }
    for (const [other, box] of this.frames) if (other !== tag && overlap(frame, box, CLEAR)) return false;
    return true;
  }

  /** Boxes of cards outside, or of cards and frames in the project. */
  side(outside: boolean): Box[] {
    const cards = [...this.boxes].filter(([id]) => isOutside(this.nodes.get(id) as GraphNode) === outside);
    return [...cards.map(([, box]) => box), ...(outside ? [] : this.frames.values())];
  }
}

/** Between a frame and what is not in it. */
const CLEAR = 12;

function allStay(tag: string, base: readonly [GraphNode, Box][], { nodes }: Placement): boolean {
  const now = new Map(base.map(([node, box]) => [node.id, box]));
  return [...nodes]
    .filter(([, { group, remembered }]) => group === tag && !remembered)
    .every(([id, { x, y }]) => now.get(id)?.x === x && now.get(id)?.y === y);
}

/** The frame of a tag around a single card. */
export function framed(card: Box): Box {
  const { groupPadding: padding, groupTop: top } = SPACE;
  const { x, y, width, height } = grown(card, padding);
  return { x, y: y - top + padding, width, height: height + top - padding };
}
