import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { ObjectId } from "../../constructs/manifest.ts";
import type { Operation } from "../../engine/plan-types.ts";
import type { Readiness } from "../../engine/update-events.ts";
import { type GroupState, objectsSettled } from "./update-state.ts";

/** How a group stands, in one word; `tone` chooses the sign and the colour beside it. */
export interface GroupStatus {
  readonly word: string;
  readonly tone: "waiting" | "moving" | "good" | "bad" | "quiet";
  readonly detail: string;
  readonly reason?: StatusReason;
}

/** Why a group is not well. */
export interface StatusReason {
  readonly message: string;
  /** What the container said last. */
  readonly log?: readonly string[];
  readonly fix?: string;
}

const MOVING: Record<Operation, string> = {
  create: "creating",
  update: "updating",
  replace: "replacing",
  delete: "deleting",
};

export const DONE: Record<Operation, string> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
};

export function groupStatus(group: GroupState): GroupStatus {
  const objects = [...group.objects.values()];
  const failed = objects.find(({ state }) => state === "failed");
  if (failed) {
    const message = failed.message ?? "no reason given";
    return { word: "failed", tone: "bad", detail: kindAndName(failed.id), reason: { message } };
  }
  if (group.readiness?.state === "failing") return readinessStatus(group, group.readiness);
  if (!objectsSettled(group)) {
    const moving = objects.find(({ state }) => state === "started") ?? objects.find(({ state }) => state === "planned");
    if (objects.every(({ state }) => state === "planned")) {
      return { word: "waiting", tone: "waiting", detail: kinds(objects.map(({ id }) => id)) };
    }
    const done = objects.filter(({ state }) => state === "done").length;
    const word = MOVING[moving?.operation ?? "create"];
    return { word, tone: "moving", detail: `${done} of ${objects.length} objects` };
  }
  return group.readiness ? readinessStatus(group, group.readiness) : settledStatus(group);
}

function readinessStatus(group: GroupState, readiness: Readiness): GroupStatus {
  const { state, reason } = readiness;
  if (state === "stopped" && group.objects.size && everyOperation(group) === "delete") return settledStatus(group);
  const tone = ({ starting: "moving", ready: "good", done: "good", stopped: "quiet", failing: "bad" } as const)[state];
  return {
    word: state,
    tone,
    detail: readinessDetail(readiness),
    ...(reason && state !== "ready" && state !== "done" ? { reason: statusReason(reason) } : {}),
  };
}

function readinessDetail({ state, ready, desired, detail }: Readiness): string {
  if (detail !== undefined) return detail;
  if (desired === 0) return "asked to run none";
  if (state === "stopped") return "has ended";
  return `${ready} of ${desired}${state === "ready" ? "" : " ready"}`;
}

export function statusReason({ message, got, fix }: Diagnostic): StatusReason {
  return { message, ...(got ? { log: got.split("\n") } : {}), ...(fix ? { fix } : {}) };
}

function settledStatus(group: GroupState): GroupStatus {
  const operation = everyOperation(group);
  return {
    word: operation ? DONE[operation] : "changed",
    tone: "good",
    detail: kinds([...group.objects.keys()]),
  };
}

/** The one operation all of a group's objects share. */
function everyOperation({ objects }: GroupState): Operation | undefined {
  const operations = new Set([...objects.values()].map(({ operation }) => operation));
  return operations.size === 1 ? [...operations][0] : undefined;
}

/** `Deployment web` of an object id. */
export function kindAndName(id: ObjectId): string {
  const [, kind = "", , name = ""] = id.split("/");
  return `${kind} ${name}`;
}

/** `Namespace, 4 NetworkPolicies, Secret` */
function kinds(ids: readonly ObjectId[]): string {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const kind = id.split("/")[1] ?? "";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} ${plural(kind)}`)).join(", ");
}

function plural(kind: string): string {
  if (/[^aeiou]y$/.test(kind)) return kind.replace(/y$/, "ies");
  return /(s|x|ch)$/.test(kind) ? `${kind}es` : `${kind}s`;
}
