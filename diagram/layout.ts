import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { Diagnostic } from "../constructs/diagnostic.ts";
import { arranged } from "./arrange.ts";
import { type CardSize, cardSizes } from "./card.ts";
import { type Component, componentsOf } from "./components.ts";
import { crossings } from "./crossings.ts";
import { DiagramError } from "./diagram-error.ts";
import { elkGraphOf, rowsFor } from "./elk-graph.ts";
import { partOfElk } from "./elk-result.ts";
import type { ElkRunner } from "./elk-runner.ts";
import type { Graph, GraphNode, LaidOutGraph, Point } from "./graph.ts";
import { type Part, partOfCard } from "./part.ts";
import { type Placement, placementOf } from "./placement.ts";
import { keptLayout } from "./stable/stable-layout.ts";

export interface LayoutOptions {
  /** In ms, in Node of processor time; then a simple grid is made instead. Default: 5000 */
  readonly timeLimit?: number;
  /**
   * The picture before. What stands in it stays where it is: a node that is added or removed moves the others by no more
   * than a step of `GRID`. New nodes come near their neighbours, and edges are led around everything. Without it, or when
   * it knows less than half of the nodes, everything is laid out anew, tidily.
   */
  readonly previous?: Placement;
  /** Where a person put nodes, by id: this wins over everything, and the frames of groups grow around them. */
  readonly pinned?: ReadonlyMap<string, Point>;
}

export const TIME_LIMIT = 5000;

/**
 * Nodes and edges of a component. One twice as large would reach the time limit on some machines and not on others,
 * which would then draw it differently.
 */
const LARGEST_COMPONENT = 2500;

/**
 * Gives a graph places. The same graph gets the same places on every machine. When ELK takes too long or fails, cards
 * stand in a grid, edges are straight, and a warning says so.
 */
export async function layOutWith(run: ElkRunner, graph: Graph, options: LayoutOptions = {}): Promise<LaidOutGraph> {
  const { previous, pinned = NOWHERE, timeLimit = TIME_LIMIT } = options;
  if (previous && knowsEnough(previous, graph)) return keptLayout(graph, previous, pinned);
  const anew = await laidOutAnew(run, graph, timeLimit);
  if (!graph.nodes.some(({ id }) => pinned.has(id))) return anew;
  return keptLayout(graph, placementOf(anew), pinned, anew.warnings);
}

const NOWHERE: ReadonlyMap<string, Point> = new Map();

function knowsEnough({ nodes }: Placement, graph: Graph): boolean {
  const known = graph.nodes.filter(({ id }) => nodes.has(id)).length;
  return known > 0 && known >= graph.nodes.length / 2;
}

async function laidOutAnew(run: ElkRunner, graph: Graph, timeLimit: number): Promise<LaidOutGraph> {
  const sizes = cardSizes(graph.nodes);
  try {
    return arranged(graph, await laidOutParts(run, graph, sizes, timeLimit), []);
  } catch (error) {
    if (!(error instanceof DiagramError)) throw error;
    return inGrid(graph, error);
  }
}

/** Cards in a grid with straight arrows, and a warning that tells why. */
export function inGrid(graph: Graph, reason: DiagramError): LaidOutGraph {
  return arranged(withoutTags(graph), cardsByKind(graph.nodes, cardSizes(graph.nodes)), [gridWarning(reason)]);
}

async function laidOutParts(
  run: ElkRunner,
  graph: Graph,
  sizes: ReadonlyMap<string, CardSize>,
  timeLimit: number,
): Promise<Part[]> {
  const components = componentsOf(graph);
  const tags = tagGroups(graph);
  const isLone = ({ nodes, edges }: Component) =>
    edges.length === 0 && nodes.length === 1 && !tags.has((nodes[0] as GraphNode).group);
  const connected = components.filter((component) => !isLone(component));
  refuseTooLarge(connected);
  const lone = components.filter(isLone).flatMap(({ nodes }) => nodes);
  return [...(await connectedParts(run, graph, connected, sizes, timeLimit)), ...cardsByKind(lone, sizes)];
}

/** Rows are kept in reading order where that does not look tangled; where it does, freer rows are tried. */
async function connectedParts(
  run: ElkRunner,
  graph: Graph,
  components: readonly Component[],
  sizes: ReadonlyMap<string, CardSize>,
  timeLimit: number,
): Promise<Part[]> {
  const requests = components.map((one) => elkGraphOf(one, graph.groups, sizes, rowsFor(one.edges.length)));
  const kept = await run(requests, timeLimit);
  const parts = partsOf(components, kept.graphs, sizes);
  const tangled = components.filter((one, index) => isTangled(one, parts[index] as Part));
  const again = tangled.map((one) => elkGraphOf(one, graph.groups, sizes, "free"));
  const timeLeft = Math.max(1, timeLimit - kept.milliseconds);
  const freer = partsOf(tangled, (await run(again, timeLeft)).graphs, sizes);
  return components.map((one, index) => better(one, parts[index] as Part, freer[tangled.indexOf(one)]));
}

function partsOf(
  components: readonly Component[],
  laidOut: readonly ElkNode[],
  sizes: ReadonlyMap<string, CardSize>,
): Part[] {
  return components.map((component, index) => partOfElk(component, laidOut[index] as ElkNode, sizes));
}

/** This many crossings are readily taken for rows that stay. */
const FEW_CROSSINGS = 6;

function isTangled({ edges }: Component, part: Part): boolean {
  return rowsFor(edges.length) === "kept" && crossings(part, edges) > FEW_CROSSINGS;
}

function better({ edges }: Component, kept: Part, freer: Part | undefined): Part {
  if (!freer) return kept;
  return crossings(kept, edges) <= 2 * crossings(freer, edges) + FEW_CROSSINGS ? kept : freer;
}

function refuseTooLarge(components: readonly Component[]): void {
  const largest = Math.max(0, ...components.map(({ nodes, edges }) => nodes.length + edges.length));
  if (largest <= LARGEST_COMPONENT) return;
  throw new DiagramError(
    "layout-too-large",
    `${largest} nodes and edges hang together, the layout takes at most ${LARGEST_COMPONENT}`,
  );
}

function tagGroups(graph: Graph): Set<string> {
  return new Set(graph.groups.filter((group) => group.kind === "tag").map((group) => group.id));
}

/** In a grid the nodes of a tag do not stand together, so nothing can frame them. */
function withoutTags(graph: Graph): Graph {
  const tags = tagGroups(graph);
  const project = graph.groups.find((group) => group.kind === "project")?.id ?? "";
  return {
    ...graph,
    groups: graph.groups.filter((group) => group.kind !== "tag"),
    nodes: graph.nodes.map((node) => (tags.has(node.group) ? { ...node, group: project } : node)),
  };
}

const KINDS_IN_ROWS = ["address", "peer", "container", "volume", "group", "object", "collapsed"] as const;

function cardsByKind(nodes: readonly GraphNode[], sizes: ReadonlyMap<string, CardSize>): Part[] {
  return KINDS_IN_ROWS.flatMap((kind) =>
    nodes.filter((node) => node.kind === kind).map((node) => partOfCard(node, sizes.get(node.id) as CardSize)),
  );
}

function gridWarning({ code, message }: DiagramError): Diagnostic {
  return {
    severity: "warning",
    code,
    message: `${message}; the diagram is a simple grid with straight arrows instead`,
  };
}
