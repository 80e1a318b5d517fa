import { edgeSentence, type GraphEdge, type LaidOutGraph, type LaidOutNode } from "../../../diagram/browser.ts";
import type { Signals } from "./picture.ts";
import { signalText } from "./signal-text.ts";

/** A line of the outline. Those below it follow it, with a higher level. */
export interface OutlineRow {
  /** Unique in the outline: an edge stands below both of its ends. */
  readonly key: string;
  /** What is selected with it: a node or an edge; a group is not selected. */
  readonly id: string | undefined;
  readonly kind: "group" | "node" | "edge";
  /** From 1. */
  readonly level: number;
  readonly text: string;
  /** What else is said: kind, status, change, problems. */
  readonly detail: readonly string[];
  /** undefined: there is nothing below it. */
  readonly isOpen: boolean | undefined;
  /** Place among the lines of its level below the same line, from 1, and their number. */
  readonly place: number;
  readonly of: number;
}

/**
 * The diagram as lines: groups, in them their groups and nodes, below these their edges as sentences. `toggled` holds
 * the keys of lines that are not as they begin: groups open, nodes closed.
 */
export function outlineRows(
  graph: LaidOutGraph,
  signals: Signals,
  toggled: ReadonlySet<string>,
): readonly OutlineRow[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = edgesByNode(graph);
  const rows: OutlineRow[] = [];

  const addGroups = (parent: string | undefined, level: number, before: readonly LaidOutNode[]) => {
    const groups = graph.groups.filter((group) => group.parent === parent);
    const of = before.length + groups.length;
    for (const [index, node] of before.entries()) addNode(node, level, index + 1, of);
    for (const [index, group] of groups.entries()) {
      const within = graph.nodes.filter((node) => node.group === group.id);
      const isOpen = !toggled.has(group.id);
      const detail = group.note ? [group.note] : [];
      const place = before.length + index + 1;
      rows.push({ key: group.id, id: undefined, kind: "group", level, text: group.title, detail, isOpen, place, of });
      if (isOpen) addGroups(group.id, level + 1, within);
    }
  };

  const addNode = (node: LaidOutNode, level: number, place: number, of: number) => {
    const own = edges.get(node.id) ?? [];
    const key = `${node.id}|node`;
    const isOpen = own.length === 0 ? undefined : toggled.has(key);
    const detail = [node.kindName, ...signalText(node.id, signals)];
    rows.push({ key, id: node.id, kind: "node", level, text: node.title, detail, isOpen, place, of });
    if (!isOpen) return;
    for (const [index, edge] of own.entries()) {
      const [text, below] = [edgeSentence(edge, nodes), `${node.id}|${edge.id}`];
      const counted = { place: index + 1, of: own.length };
      rows.push({
        key: below,
        id: edge.id,
        kind: "edge",
        level: level + 1,
        text,
        detail: [],
        isOpen: undefined,
        ...counted,
      });
    }
  };

  addGroups(undefined, 1, []);
  return rows;
}

function edgesByNode(graph: LaidOutGraph): Map<string, GraphEdge[]> {
  const edges = new Map<string, GraphEdge[]>();
  const add = (id: string, edge: GraphEdge) => edges.set(id, [...(edges.get(id) ?? []), edge]);
  for (const edge of graph.edges) {
    add(edge.from, edge);
    add(edge.to, edge);
  }
  return edges;
}

/** Keys of the groups around a node. */
export function groupsAround(graph: LaidOutGraph, id: string | undefined): readonly string[] {
  const around: string[] = [];
  let group = graph.nodes.find((node) => node.id === id)?.group;
  while (group !== undefined && !around.includes(group)) {
    around.push(group);
    const of = group;
    group = graph.groups.find((one) => one.id === of)?.parent;
  }
  return around;
}

/** Where a key leads from a line of the outline: to another line, or to a line that is opened or closed. */
export function outlineStep(
  rows: readonly OutlineRow[],
  index: number,
  key: string,
): { readonly go: number } | { readonly toggle: string } | undefined {
  const row = rows[index];
  if (!row) return undefined;
  const within = (to: number) => ({ go: Math.max(0, Math.min(rows.length - 1, to)) });
  if (key === "ArrowDown") return within(index + 1);
  if (key === "ArrowUp") return within(index - 1);
  if (key === "Home") return within(0);
  if (key === "End") return within(rows.length - 1);
  if (key === "ArrowRight") {
    if (row.isOpen === undefined) return undefined;
    return row.isOpen ? within(index + 1) : { toggle: row.key };
  }
  if (key !== "ArrowLeft") return undefined;
  if (row.isOpen) return { toggle: row.key };
  const parent = rows.findLastIndex((one, at) => at < index && one.level < row.level);
  return parent < 0 ? undefined : { go: parent };
}

/** The next line that begins with a letter, from the one after `index` on and around. */
export function rowWithLetter(rows: readonly OutlineRow[], index: number, letter: string): number | undefined {
  const sought = letter.toLowerCase();
  for (let step = 1; step <= rows.length; step++) {
    const at = (index + step) % rows.length;
    if (rows[at]?.text.toLowerCase().startsWith(sought)) return at;
  }
  return undefined;
}
