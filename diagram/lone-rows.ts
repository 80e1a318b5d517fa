import type { Component } from "./components.ts";

/** Cards that nothing connects would stand in one column; more than this many make rows. */
const LONGEST_COLUMN = 3;

/**
 * Pairs of neighbours, within rows, of the cards in a tag's frame that no edge leads to or from. Edges between them that
 * nobody sees make the layout put them beside each other.
 */
export function neighboursInRows({ nodes, edges }: Component, frames: ReadonlySet<string>): [string, string][] {
  const connected = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const lone = nodes.filter(({ id, group }) => frames.has(group) && !connected.has(id));
  return [...Map.groupBy(lone, ({ group }) => group).values()].flatMap((cards) => {
    if (cards.length <= LONGEST_COLUMN) return [];
    const perRow = Math.ceil(Math.sqrt(cards.length));
    return cards
      .slice(1)
      .map((card, index): [string, string] => [cards[index]?.id as string, card.id])
      .filter((_, index) => (index + 1) % perRow !== 0);
  });
}
