import type { Located } from "../format-writer.ts";
import type { StepPath } from "../spec-edit.ts";
import type { Expression } from "./expression.ts";
import { nameOf } from "./follow-path.ts";
import type { Outcome } from "./outcome.ts";
import { evaluated, type Source, withBody } from "./program.ts";
import { NotFollowed, ProgramFailure } from "./results.ts";
import { resolveVariables } from "./syntax.ts";

/** Containers, volumes, environment groups, registries and peers with where they are written. Never throws. */
export function locateOutcome(source: Source): readonly Located[] {
  const { root, overrides } = source;
  const roots = overrides ? [withBody(root, overrides.definition.value), root] : [root];
  const located = new Map<string, Located>();
  for (const one of roots) {
    const outcome = followed(source, one);
    for (const part of outcome ? partsOf(outcome, source) : []) {
      const key = JSON.stringify(part.path);
      if (!located.has(key)) located.set(key, part);
    }
  }
  // What stands once and makes several parts, as the body of a loop does, is none of them.
  const times = new Map<number, number>();
  for (const { from } of located.values()) times.set(from, (times.get(from) ?? 0) + 1);
  return [...located.values()].filter(({ from }) => times.get(from) === 1).sort((one, other) => one.from - other.from);
}

function partsOf(root: Outcome, source: Source): Located[] {
  const containers = named(childAt(root, "containers"), ["containers"]);
  const parts = [
    ...containers,
    ...containers.flatMap(({ path, outcome }) =>
      peers(childAt(outcome, "options", "network"), [...path, "options", "network"]),
    ),
    ...named(childAt(root, "volumes"), ["volumes"]),
    ...elements(childAt(root, "registries")).map((one, index) => ({ path: ["registries", index], outcome: one })),
    ...peers(childAt(root, "network"), ["network"]),
  ];
  return [...parts.flatMap((part) => standing(part, source)), ...groups(childAt(root, "environmentGroups"))];
}

function followed(source: Source, root: Expression): Outcome | undefined {
  try {
    return evaluated(source, root);
  } catch (error) {
    if (error instanceof NotFollowed || error instanceof ProgramFailure || error instanceof RangeError)
      return undefined;
    throw error;
  }
}

interface Part {
  readonly path: StepPath;
  readonly outcome: Outcome;
}

/** By name; the second of a name, and what has none, by index. */
function named(list: Outcome | undefined, path: StepPath): Part[] {
  const seen = new Set<string>();
  return elements(list).flatMap((outcome, index) => {
    if (outcome.kind !== "object") return [];
    const name = nameOf(outcome);
    const step = typeof name !== "string" || seen.has(name) ? index : { name };
    if (typeof name === "string") seen.add(name);
    return [{ path: [...path, step], outcome }];
  });
}

function peers(network: Outcome | undefined, path: StepPath): Part[] {
  return ["to", "from"].flatMap((direction) =>
    elements(network && childAt(network, direction)).map((outcome, index) => ({
      path: [...path, direction, index],
      outcome,
    })),
  );
}

function standing({ path, outcome }: Part, { root }: Source): Located[] {
  const at = outcome.at && resolveVariables(outcome.at, root);
  if (!at || at.foreign || at.kind === "variable" || outcome.kind === "unknown") return [];
  const name = path.length === 2 && typeof path[1] === "object" ? childAt(outcome, "name") : undefined;
  const origin = name?.kind === "scalar" ? name.value.origin : undefined;
  const isWritten = origin?.kind === "literal" && !origin.foreign;
  return [{ path, from: at.from, to: at.to, ...(isWritten && { nameFrom: origin.from, nameTo: origin.to }) }];
}

function groups(map: Outcome | undefined): Located[] {
  if (map?.kind !== "object") return [];
  return [...map.fields.keys()].flatMap((key) => {
    const layers = map.value.layers.flatMap((one) => (one.kind === "layer" ? [one.fields.get(key)?.member] : []));
    const member = layers.findLast((one) => one !== undefined);
    if (!member || member.foreign || member.key.foreign) return [];
    const { from, to } = member.key;
    return [{ path: ["environmentGroups", key], from: member.from, to: member.to, nameFrom: from, nameTo: to }];
  });
}

function elements(list: Outcome | undefined): readonly Outcome[] {
  return list?.kind === "list" ? list.elements : [];
}

function childAt(root: Outcome, ...keys: readonly string[]): Outcome | undefined {
  return keys.reduce<Outcome | undefined>((at, key) => (at?.kind === "object" ? at.fields.get(key) : undefined), root);
}
