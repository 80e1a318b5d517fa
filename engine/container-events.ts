import { LABEL } from "../constructs/manifest.ts";
import { projectSelector } from "./bookkeeping.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import type { WatchedProject } from "./watching/namespace-watch.ts";
import type { ZoneEvent } from "./watching/pod.ts";
import type { ZoneClient } from "./zone-client.ts";

/** Something that a zone reports of an object of a container. Source: Kubernetes API, core/v1 Event. */
export interface ContainerEvent {
  readonly zone: string;
  /** When it happened last; ISO 8601, absent where the zone does not say. */
  readonly at?: string;
  /** `Normal`, `Warning`. */
  readonly type: string;
  /** `FailedScheduling`, `Pulled`… */
  readonly reason: string;
  readonly message: string;
  /** How often it has happened. */
  readonly count: number;
  /** `Pod/web-6d4cf56db6-x2x4q` */
  readonly object: string;
}

/** What a container consists of in a zone: what it is run by, and its pods. */
const KINDS = [
  "apps/Deployment",
  "apps/StatefulSet",
  "apps/DaemonSet",
  "apps/ReplicaSet",
  "batch/CronJob",
  "batch/Job",
  "/Pod",
  "/PersistentVolumeClaim",
] as const;

/** What the zone has reported of a container's objects, latest first. Zones forget it after about an hour. */
export async function containerEvents(
  client: ZoneClient,
  { project, namespace }: Pick<WatchedProject, "project" | "namespace">,
  container: string,
  signal?: AbortSignal,
): Promise<ContainerEvent[]> {
  const where = { namespace, ...(signal && { signal }) };
  const labelSelector = `${projectSelector(project)},${LABEL.container}=${container}`;
  const [events, ...objects] = await Promise.all([
    client.list(builtInKind("/Event"), where),
    ...KINDS.map((kind) => client.list(builtInKind(kind), { ...where, labelSelector })),
  ]);
  const own = new Set(objects.flatMap(({ items }) => items.map(({ metadata }) => metadata.uid)));
  return events.items
    .filter((event) => own.has((event as ZoneEvent).involvedObject?.uid))
    .map((event) => told(client.zone, event as ToldEvent))
    .sort((one, other) => ((one.at ?? "") < (other.at ?? "") ? 1 : -1));
}

type ToldEvent = ZoneEvent & {
  readonly type?: string;
  readonly count?: number;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string };
};

function told(zone: string, event: ToldEvent): ContainerEvent {
  const { lastTimestamp, eventTime, series, metadata, involvedObject } = event;
  const at = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
  return {
    zone,
    ...(typeof at === "string" && { at: new Date(at).toISOString() }),
    type: event.type ?? "Normal",
    reason: event.reason ?? "",
    message: event.message ?? "",
    count: series?.count ?? event.count ?? 1,
    object: `${involvedObject?.kind ?? ""}/${involvedObject?.name ?? ""}`,
  };
}
