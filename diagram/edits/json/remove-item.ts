import type { Chunk, Composite } from "./concrete-syntax.ts";
import { textOf } from "./concrete-syntax.ts";
import {
  aboutOthers,
  endsInLineComment,
  firstOf,
  fromFirstComment,
  hasComment,
  hasLineBreak,
  lineEndLength,
  restOf,
  spaceAfterComments,
} from "./trivia.ts";

/** Takes an item away, with the comments that are about it: right above it, and at the end of its line. */
export function removeItem(parent: Composite, index: number): void {
  const [item] = parent.items.splice(index, 1);
  if (!item) return;
  const before = parent.items[index - 1];
  const next = parent.items[index];
  const others = Math.max(aboutOthers(item.lead), index === 0 ? besideOpening(item.lead) : 0);
  const kept = firstOf(item.lead, others);
  const own = restOf(item.lead, others);
  if (next) {
    next.lead = [...kept, ...beginning(own, next.lead, index === 0)];
    return;
  }
  if (before && !item.comma) before.comma = undefined;
  parent.tail = [...kept, ...parent.tail];
  if (!before && !hasComment(parent.tail)) parent.tail = [];
  const loose = endsInLineComment([...(before?.trail ?? []), ...parent.tail]);
  // Written anew: chunks stay in the order of the text they come from.
  if (loose) parent.tail = [...parent.tail, { text: textOf(spaceAfterComments(own)) }];
}

/** What stands before the item that takes the place of a removed one: on its line when it had none of its own. */
function beginning(removed: readonly Chunk[], next: readonly Chunk[], first: boolean): readonly Chunk[] {
  if (hasLineBreak(next) || !(first || hasLineBreak(removed))) return next;
  return [...spaceAfterComments(removed), ...(hasComment(next) ? fromFirstComment(next) : [])];
}

/** A comment behind the opening bracket is about all that follows. */
function besideOpening(lead: readonly Chunk[]): number {
  const length = lineEndLength(textOf(lead));
  return length === textOf(lead).length ? 0 : length;
}
