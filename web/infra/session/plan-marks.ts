import type { Schema } from "../../../api/client/types.ts";
import { nodeOfPath, type TreePart } from "./parts.ts";

type ZonePlan = Schema<"ZonePlan">;
export type Change = Schema<"Change">;
export type ChangeMark = "new" | "edited" | "removed";

/** The changes of one node, in all zones. */
export interface NodeChanges {
  /** Undefined: changes of the project itself, which no node stands for. */
  readonly node: string | undefined;
  readonly name: string;
  readonly mark: ChangeMark;
  readonly zones: readonly { readonly zone: string; readonly changes: readonly Change[] }[];
}

/**
 * What a plan changes, node by node, in the order of the tree; what the tree does not hold any more comes last.
 *
 * @param before nodes of the tree that is there now: what is removed is found there
 */
export function changesByNode(
  plan: readonly ZonePlan[],
  after: readonly TreePart[],
  before: readonly TreePart[],
): NodeChanges[] {
  const gone = before.filter(({ path }) => !after.some((one) => one.path === path));
  const nodes = [...after, ...gone];
  const found = new Map<string, Map<string, Change[]>>();
  for (const { zone, changes } of plan) {
    for (const change of changes) {
      const node = nodeOfPath(change.path, nodes) ?? "";
      const zones = found.get(node) ?? new Map<string, Change[]>();
      found.set(node, zones.set(zone, [...(zones.get(zone) ?? []), change]));
    }
  }
  const isAllNew = plan.every(
    ({ unchanged, changes }) => unchanged === 0 && changes.every(({ operation }) => operation === "create"),
  );
  const order = new Map(nodes.map(({ path }, index) => [path, index]));
  return [...found]
    .toSorted(([one], [other]) => (order.get(one) ?? -1) - (order.get(other) ?? -1))
    .map(([path, zones]) => {
      const node = nodes.find((one) => one.path === path && path !== "");
      return {
        node: node?.path,
        name: node?.name ?? "The project itself",
        mark: node ? markOf(node, gone, [...zones.values()].flat()) : isAllNew ? "new" : "edited",
        zones: [...zones].map(([zone, changes]) => ({ zone, changes })),
      };
    });
}

/** Removed from the tree is removed; made anew in every zone, and nothing else of it there, is new. */
function markOf(node: TreePart, gone: readonly TreePart[], changes: readonly Change[]): ChangeMark {
  if (gone.includes(node)) return "removed";
  if (changes.every(({ operation }) => operation === "delete")) return "edited";
  const own = changes.filter(({ path }) => path === node.path || path.startsWith(`${node.path}/`));
  return own.length > 0 && own.every(({ operation }) => operation === "create") ? "new" : "edited";
}

/** Marks by node; what a plan cannot tell of because no zone answers is told by the trees. */
export function marksOf(
  changes: readonly NodeChanges[],
  after: readonly TreePart[],
  before: readonly TreePart[],
): ReadonlyMap<string, ChangeMark> {
  const marks = new Map<string, ChangeMark>();
  for (const { node, mark } of changes) if (node !== undefined) marks.set(node, mark);
  const [was, is] = [new Set(before.map(({ path }) => path)), new Set(after.map(({ path }) => path))];
  if (was.size > 0) {
    for (const { path, kind } of after) if (kind !== "project" && !was.has(path)) marks.set(path, "new");
    for (const { path, kind } of before) if (kind !== "project" && !is.has(path)) marks.set(path, "removed");
  }
  return marks;
}

export interface Consequences {
  /** Names of containers that restart. */
  readonly restarts: readonly string[];
  /** Objects with data that would be lost. */
  readonly dataAtRisk: readonly Change[];
  readonly counts: Readonly<Record<Change["operation"], number>>;
}

export function consequencesOf(plan: ZonePlan, nodes: readonly TreePart[]): Consequences {
  const counts = { create: 0, update: 0, replace: 0, delete: 0 };
  const restarts = new Set<string>();
  for (const { operation, restarts: does, path } of plan.changes) {
    counts[operation]++;
    const node = does ? nodeOfPath(path, nodes) : undefined;
    if (does) restarts.add(nodes.find((one) => one.path === node)?.name ?? path);
  }
  return { restarts: [...restarts], dataAtRisk: plan.changes.filter(({ dataAtRisk }) => dataAtRisk), counts };
}
