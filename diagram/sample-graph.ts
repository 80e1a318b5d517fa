import type { Graph, GraphEdge, GraphGroup, GraphNode } from "./graph.ts";

const NODES = 8;
const TAGS = 2;

/** A graph like many: groups of containers that call each other, for what should be warm before the first real one. */
export function sampleGraph(): Graph {
  const project: GraphGroup = { id: "sample", kind: "project", title: "sample" };
  const tags = Array.from({ length: TAGS }, (_, index): GraphGroup => {
    return { id: `tag-${index}`, kind: "tag", title: `tag-${index}`, parent: project.id };
  });
  const nodes = Array.from({ length: NODES }, (_, index): GraphNode => {
    const title = `node-${index}`;
    const line = { name: "image", value: "nginx:1.29", secret: false, usual: false };
    const group = `tag-${index % TAGS}`;
    return {
      id: title,
      kind: "container",
      kindName: "container",
      icon: "container",
      title,
      lines: [line],
      tags: [],
      group,
    };
  });
  const edges = nodes.slice(1).map(({ id: to }, index): GraphEdge => {
    const from = `node-${Math.floor(index / 2)}`;
    return { id: `request:${from}>${to}`, from, to, kind: "request", label: "URL", labels: ["URL"] };
  });
  return { project: "sample", zone: "sample", summary: "", groups: [project, ...tags], nodes, edges };
}
