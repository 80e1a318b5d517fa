import type { Diagnostic } from "../constructs/diagnostic.ts";
import { arranged } from "./arrange.ts";
import { type CardSize, cardSizes } from "./card.ts";
import { type Component, componentsOf } from "./components.ts";
import { elkGraphOf } from "./elk-graph.ts";
import { partOfElk } from "./elk-result.ts";
import type { Graph, GraphNode, LaidOutGraph } from "./graph.ts";
import { DiagramError, layoutThread } from "./layout-thread.ts";
import { type Part, partOfCard } from "./part.ts";

export interface LayoutOptions {
  /** In ms; then a simple grid is made instead. Default: 5000 */
  readonly timeLimit?: number;
}

const TIME_LIMIT = 5000;

/**
 * Gives a graph places. The same graph gets the same places on every machine. When ELK takes too long or fails, cards
 * stand in a grid, edges are straight, and a warning says so.
 */
export async function layOut(graph: Graph, options: LayoutOptions = {}): Promise<LaidOutGraph> {
  const sizes = cardSizes(graph.nodes);
  try {
    const parts = await laidOutParts(graph, sizes, options.timeLimit ?? TIME_LIMIT);
    return arranged(graph, parts, []);
  } catch (error) {
    if (!(error instanceof DiagramError)) throw error;
    return arranged(withoutTags(graph), cardsByKind(graph.nodes, sizes), [gridWarning(error)]);
  }
}

async function laidOutParts(graph: Graph, sizes: ReadonlyMap<string, CardSize>, timeLimit: number): Promise<Part[]> {
  const components = componentsOf(graph);
  const tags = tagGroups(graph);
  const isLone = ({ nodes, edges }: Component) =>
    edges.length === 0 && nodes.length === 1 && !tags.has((nodes[0] as GraphNode).group);
  const connected = components.filter((component) => !isLone(component));
  const lone = components.filter(isLone).flatMap(({ nodes }) => nodes);
  const request = connected.map((component) => elkGraphOf(component, graph.groups, sizes));
  const laidOut = request.length === 0 ? [] : await layoutThread.run(request, timeLimit);
  const parts = connected.map((component, index) => partOfElk(component, laidOut[index] ?? { id: "" }, sizes));
  return [...parts, ...cardsByKind(lone, sizes)];
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

function cardsByKind(nodes: readonly GraphNode[], sizes: ReadonlyMap<string, CardSize>): Part[] {
  return (["address", "container", "volume", "object"] as const).flatMap((kind) =>
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
