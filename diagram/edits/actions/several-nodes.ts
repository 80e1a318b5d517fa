import type { Json } from "../spec-edit.ts";
import { type ContainerView, type DefinitionView, entriesOf, objectOr } from "./definition-view.ts";
import { filledBlanks } from "./mentions.ts";
import { kindOf } from "./scale.ts";

/** Whether a container is told to run on several nodes, in any zone; blanks count by their usual values. */
export function runsOnSeveral({ variables }: DefinitionView, found: ContainerView): boolean {
  const { options } = found;
  const numbered = (value: Json | undefined) => {
    const filled = typeof value === "string" ? filledBlanks(value, variables) : value;
    return Number(filled ?? 1) > 1;
  };
  const several = (of: { readonly [key: string]: Json }) =>
    numbered(of.replicas) || numbered(objectOr(of.scale).maximum);
  return (
    kindOf(found) === "daemon" ||
    several(options) ||
    entriesOf(options.zones).some(([, here]) => several(objectOr(here)))
  );
}
