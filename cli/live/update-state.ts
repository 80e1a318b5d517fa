import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { LABEL, type ObjectId, objectId } from "../../constructs/manifest.ts";
import type { Operation, Plan } from "../../engine/plan-types.ts";
import type { Readiness, UpdateEvent, UpdatePhase, ZoneResult } from "../../engine/update-events.ts";

/** What is known of one object on its way. */
export interface ObjectState {
  readonly id: ObjectId;
  readonly operation: Operation;
  readonly state: "planned" | "started" | "done" | "failed";
  readonly message?: string;
}

/** Objects shown as one line: those of a container, or those of the project itself. */
export interface GroupState {
  /** Name of the container; "" for the project's own objects. */
  readonly container: string;
  readonly objects: Map<ObjectId, ObjectState>;
  /** Milliseconds, when its first object was begun and when it came to rest. */
  startedAt?: number;
  settledAt?: number;
  readiness?: Readiness;
}

export interface ZoneState {
  readonly zone: string;
  readonly startedAt: number;
  /** The project's own objects first, then containers in the order of the plan. */
  readonly groups: Map<string, GroupState>;
  readonly diagnostics: Diagnostic[];
  project: string;
  phase?: UpdatePhase;
  result?: ZoneResult;
}

/** Everything a view shows of updates in several zones, folded from their events. */
export class UpdateState {
  readonly zones = new Map<string, ZoneState>();

  apply(event: UpdateEvent, now: number): void {
    const zone = this.#zone(event.zone, now);
    switch (event.type) {
      case "plan":
        this.#plan(zone, event.plan);
        break;
      case "phase":
        zone.phase = event.phase;
        break;
      case "object":
        this.#object(zone, event, now);
        break;
      case "readiness":
        this.#readiness(zone, event.readiness, now);
        break;
      case "diagnostic":
        zone.diagnostics.push(event.diagnostic);
        break;
      case "result":
        zone.result = event.result;
        break;
    }
  }

  #zone(name: string, now: number): ZoneState {
    const known = this.zones.get(name);
    if (known) return known;
    const zone: ZoneState = { zone: name, startedAt: now, groups: new Map(), diagnostics: [], project: "" };
    this.zones.set(name, zone);
    return zone;
  }

  #plan(zone: ZoneState, plan: Plan): void {
    zone.project = plan.project;
    const containers = containersOf(plan);
    for (const { id, operation, path } of plan.changes) {
      const container = containers.get(id) ?? containerInPath(path, containers);
      group(zone, container).objects.set(id, { id, operation, state: "planned" });
    }
  }

  #object(zone: ZoneState, event: UpdateEvent & { type: "object" }, now: number): void {
    const { id, operation, state, message } = event;
    const home = groupOf(zone, id);
    home.startedAt ??= now;
    home.objects.set(id, { id, operation, state, ...(message === undefined ? {} : { message }) });
    settle(home, now);
  }

  #readiness(zone: ZoneState, readiness: Readiness, now: number): void {
    const home = group(zone, readiness.container);
    home.startedAt ??= now;
    home.readiness = readiness;
    settle(home, now);
  }
}

/** True when nothing more is expected of a group's objects. */
export function objectsSettled({ objects }: GroupState): boolean {
  return [...objects.values()].every(({ state }) => state === "done" || state === "failed");
}

function settle(home: GroupState, now: number): void {
  const moving = !objectsSettled(home) || home.readiness?.state === "starting";
  if (moving) delete home.settledAt;
  else home.settledAt ??= now;
}

function group(zone: ZoneState, container: string): GroupState {
  const known = zone.groups.get(container);
  if (known) return known;
  const fresh: GroupState = { container, objects: new Map() };
  zone.groups.set(container, fresh);
  return fresh;
}

function groupOf(zone: ZoneState, id: ObjectId): GroupState {
  for (const home of zone.groups.values()) if (home.objects.has(id)) return home;
  return group(zone, "");
}

/** Which container an object belongs to, by its label. */
function containersOf(plan: Plan): Map<ObjectId, string> {
  const containers = new Map<ObjectId, string>();
  for (const manifest of plan.manifests) {
    const container = manifest.metadata.labels?.[LABEL.container];
    if (container) containers.set(objectId(manifest), container);
  }
  return containers;
}

/** An object that is deleted has no manifest any more; the second step of its path is the construct it stood in. */
function containerInPath(path: string, containers: ReadonlyMap<ObjectId, string>): string {
  const step = path.split("/")[1] ?? "";
  return [...containers.values()].includes(step) ? step : "";
}
