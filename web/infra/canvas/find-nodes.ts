import type { LaidOutGraph, LaidOutNode } from "../../../diagram/browser.ts";

const MOST = 8;

/** The nodes that a few letters may mean: those whose name begins with them first, then by kind, tags and facts. */
export function foundNodes(graph: LaidOutGraph, sought: string): readonly LaidOutNode[] {
  const letters = sought.trim().toLowerCase();
  if (letters === "") return graph.nodes.slice(0, MOST);
  const ranked = graph.nodes.map((node) => ({ node, rank: rankOf(node, letters) }));
  return ranked
    .filter(({ rank }) => rank !== undefined)
    .sort((one, other) => (one.rank as number) - (other.rank as number))
    .slice(0, MOST)
    .map(({ node }) => node);
}

function rankOf({ title, kindName, tags, lines }: LaidOutNode, letters: string): number | undefined {
  const at = title.toLowerCase().indexOf(letters);
  if (at >= 0) return at === 0 ? 0 : 1;
  if ([kindName, ...tags].some((text) => text.toLowerCase().includes(letters))) return 2;
  return lines.some(({ value, secret }) => !secret && value.toLowerCase().includes(letters)) ? 3 : undefined;
}
