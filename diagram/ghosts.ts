import type { Graph, GraphEdge, GraphGroup, GraphNode } from "./graph.ts";

/**
 * The graph of `after` that also holds what is in `before` alone, as ghosts: nodes that were removed, with their edges,
 * and edges that were removed between nodes that stayed. Their places in the order are those they had. Pure.
 */
export function withGhosts(after: Graph, before: Graph): Graph {
  const stayed = new Set(after.nodes.map(({ id }) => id));
  const removed = before.nodes.filter(({ id }) => !stayed.has(id));
  const edges = ghostEdges(after, before);
  if (removed.length === 0 && edges.length === 0) return after;
  const groupOf = new Map(before.groups.map((group) => [group.id, groupFor(group, after)]));
  const ghosts = removed.map((node): GraphNode => {
    return { ...node, group: groupOf.get(node.group)?.id ?? node.group, ghost: true };
  });
  return {
    ...after,
    groups: withGroups(after.groups, new Set(removed.flatMap(({ group }) => groupOf.get(group) ?? []))),
    nodes: interleaved(after.nodes, before.nodes, ghosts),
    edges: [...after.edges, ...edges],
  };
}

function ghostEdges(after: Graph, before: Graph): GraphEdge[] {
  const stayed = new Set(after.edges.map(({ id }) => id));
  return before.edges.filter(({ id }) => !stayed.has(id)).map((edge) => ({ ...edge, ghost: true as const }));
}

/** The group that stands for one of before; a tag's, or the outside, may be there for the sake of ghosts only. */
function groupFor(group: GraphGroup, { groups }: Graph): GraphGroup {
  const same = groups.find(({ id }) => id === group.id);
  if (same) return same;
  const project = groups.find(({ kind }) => kind === "project") as GraphGroup;
  if (group.kind === "tag") return { ...group, parent: project.id };
  return groups.find(({ kind }) => kind === group.kind) ?? group;
}

function withGroups(groups: readonly GraphGroup[], used: ReadonlySet<GraphGroup>): GraphGroup[] {
  const more = [...used].filter(({ id }) => !groups.some((group) => group.id === id));
  const outside = more.filter(({ kind }) => kind === "outside");
  return [...outside, ...groups, ...more.filter(({ kind }) => kind === "tag")];
}

/** Each ghost behind the node that stood before it. */
function interleaved(
  nodes: readonly GraphNode[],
  before: readonly GraphNode[],
  ghosts: readonly GraphNode[],
): GraphNode[] {
  const byId = new Map(ghosts.map((ghost) => [ghost.id, ghost]));
  const behind = new Map<string | undefined, GraphNode[]>();
  let anchor: string | undefined;
  for (const { id } of before) {
    const ghost = byId.get(id);
    if (ghost) behind.set(anchor, [...(behind.get(anchor) ?? []), ghost]);
    else anchor = id;
  }
  return [...(behind.get(undefined) ?? []), ...nodes.flatMap((node) => [node, ...(behind.get(node.id) ?? [])])];
}
