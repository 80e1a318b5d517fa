import type { Completion, CompletionResult } from "@codemirror/autocomplete";
import { containersIn, type NamedPart } from "./named-parts.ts";
import type { LooseDefinition } from "./place.ts";

/** What `${{name.…}}` may ask of another container. */
const MEMBERS: readonly (readonly [string, string])[] = [
  ["host", "its host name within the project"],
  ["port", "its first port"],
  ["url", "its address with a protocol"],
  ["publicHost", "its host name on the internet"],
  ["publicUrl", "its address on the internet"],
];

/** What a container may ask of the pod that it runs in. */
const FACTS: readonly string[] = [
  ...["pod.name", "pod.namespace", "pod.uid", "pod.ip", "node.name", "node.ip"],
  ...["limits", "requests"].flatMap((side) => [`${side}.cpu`, `${side}.memory`, `${side}.storage`]),
];

/** An expression that is being written at the end of a line's beginning. */
const OPEN = /\$\{\{\s*(?:([\w-]+)\.)?([\w-]*)$/;

/** What an expression that is being written may ask. `before`: the line up to the cursor, which stands at `offset`. */
export function expressionOffers(
  before: string,
  offset: number,
  definition: () => LooseDefinition,
): CompletionResult | null {
  const found = OPEN.exec(before);
  if (!found) return null;
  const [, name, typed = ""] = found;
  const from = offset - typed.length;
  const containers = containersIn(definition());
  if (name === undefined) return { from, options: beginnings(containers), validFor: /^[\w.-]*$/ };
  const container = containers.find((one) => one.name === name);
  const own = Object.keys(container?.environment ?? {}).map(
    (label): Completion => ({ label, type: "property", detail: "variable of its environment" }),
  );
  const members = MEMBERS.map(([label, detail]): Completion => ({ label, type: "property", detail, boost: 1 }));
  return { from, options: [...members, ...own], validFor: /^\w*$/ };
}

function beginnings(containers: readonly NamedPart[]): Completion[] {
  const facts = FACTS.map((label): Completion => ({ label, type: "constant", detail: "known when it runs" }));
  return [
    ...containers.map(({ name }): Completion => ({ label: name, type: "variable", detail: "container", boost: 1 })),
    ...facts,
  ];
}
