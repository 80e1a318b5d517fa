import type { Schema } from "../../api/client/types.ts";
import type { ZoneStatus } from "./status-store.ts";

type Readiness = Schema<"Readiness">;

/** `unknown`: its zone does not answer. */
export type LiveState = Readiness["state"] | "unknown";

export interface PlacedStatus {
  readonly zone: string;
  readonly state: LiveState;
  readonly ready: number;
  readonly desired: number;
  readonly detail?: string;
  /** Why it is not ready, or why nothing is known. */
  readonly reason?: Schema<"Diagnostic">;
}

/** How a container stands in all its zones together: the worst of its states, and the sums. */
export interface NodeStatus extends Omit<PlacedStatus, "zone"> {
  readonly zones: readonly PlacedStatus[];
}

/** What asks for attention first. */
const ORDER: readonly LiveState[] = ["failing", "unknown", "starting", "stopped", "ready", "done"];

/**
 * By construct path: `shop/web`. What no zone has said anything of is not there, unless a zone is away: then it may run.
 *
 * @param paths of containers that are to be there beside those that the zones name
 */
export function statusByPath(
  zones: readonly ZoneStatus[],
  paths: readonly string[] = [],
): ReadonlyMap<string, NodeStatus> {
  const away = zones.filter(({ error }) => error !== null);
  const placed = new Map<string, PlacedStatus[]>(away.length > 0 ? paths.map((path) => [path, []]) : []);
  for (const { zone, containers } of zones) {
    for (const { path, container: _, ...readiness } of containers) {
      const list = placed.get(path) ?? [];
      list.push({ zone, ...readiness });
      placed.set(path, list);
    }
  }
  return new Map([...placed].map(([path, list]) => [path, together([...list, ...away.map(unknownIn)])]));
}

/** One container, in every zone that has told something. */
export function statusOfPath(zones: readonly ZoneStatus[], path: string): NodeStatus | undefined {
  const placed = zones.flatMap((told): PlacedStatus[] => {
    if (told.error) return [unknownIn(told)];
    const found = told.containers.find((one) => one.path === path);
    if (!found) return [];
    const { path: _path, container: _container, ...readiness } = found;
    return [{ zone: told.zone, ...readiness }];
  });
  return placed.length > 0 ? together(placed) : undefined;
}

/** What is to be said beside the state: `berlin ready, sofia failing (2 restarts)` where zones differ. */
export function statusText({ zones, detail }: NodeStatus): string | undefined {
  if (zones.every(({ state }) => state === zones[0]?.state)) return detail;
  return zones.map((one) => `${one.zone} ${one.state}${one.detail ? ` (${one.detail})` : ""}`).join(", ");
}

function unknownIn({ zone, error }: ZoneStatus): PlacedStatus {
  return { zone, state: "unknown", ready: 0, desired: 0, ...(error && { reason: error }) };
}

function together(zones: readonly PlacedStatus[]): NodeStatus {
  const worst = zones.toSorted(
    (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
  )[0] as PlacedStatus;
  const { state, detail, reason } = worst;
  return {
    state,
    ready: sum(zones.map(({ ready }) => ready)),
    desired: sum(zones.map(({ desired }) => desired)),
    ...(detail !== undefined && { detail }),
    ...(reason && { reason }),
    zones: zones.toSorted((one, other) => (one.zone < other.zone ? -1 : 1)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
