import type { Step, StepPath } from "../spec-edit.ts";
import type { Outcome } from "./outcome.ts";

/** How far a path leads through what a program evaluates to. */
export interface Followed {
  /** From the root on; `nodes[i]` is where the first `i` steps lead. */
  readonly nodes: readonly Outcome[];
  /** Why it cannot be known what comes next: a part on the way is computed. */
  readonly lost?: string;
}

export function followPath(root: Outcome, path: StepPath): Followed {
  const nodes = [root];
  for (const step of path) {
    const node = nodes.at(-1) as Outcome;
    const next = childOf(node, step);
    if (next === undefined) {
      const lost = lostAt(node);
      return { nodes, ...(lost !== undefined && { lost }) };
    }
    nodes.push(next);
  }
  return { nodes };
}

export function childOf(node: Outcome, step: Step): Outcome | undefined {
  if (typeof step === "string") return node.kind === "object" ? node.fields.get(step) : undefined;
  if (node.kind !== "list") return undefined;
  const index = typeof step === "number" ? step : node.elements.findIndex((one) => nameOf(one) === step.name);
  const before = node.elements.slice(0, index);
  // Nobody knows how many elements an unknown part of a list has.
  if (typeof step === "number" && before.some((one) => one.kind === "unknown" && one.at === undefined))
    return undefined;
  return node.elements[index];
}

export function nameOf(node: Outcome): unknown {
  const name = node.kind === "object" ? node.fields.get("name") : undefined;
  return name?.kind === "scalar" ? name.value.value : undefined;
}

function lostAt(node: Outcome): string | undefined {
  if (node.kind === "unknown") return node.value.reason;
  if (node.kind === "object") return node.rest?.reason;
  if (node.kind !== "list") return undefined;
  for (const one of node.elements) {
    if (one.kind === "unknown") return one.value.reason;
    // An element whose name is computed may be the one that is meant.
    const name = one.kind === "object" ? one.fields.get("name") : undefined;
    if (name?.kind === "unknown") return name.value.reason;
    if (one.kind === "object" && !name && one.rest) return one.rest.reason;
  }
  return undefined;
}
