import { LABEL } from "../../constructs/manifest.ts";
import type { LiveObject, WatchEvent } from "../zone-client.ts";
import type { Pod, ZoneEvent } from "./pod.ts";

const EVENTS_PER_OBJECT = 20;

/** What the watches of a namespace have seen, so far as readiness needs it. */
export class ObservedObjects {
  readonly #workloads = new Map<string, LiveObject>();
  readonly #pods = new Map<string, Pod>();
  readonly #autoscalers = new Map<string, LiveObject>();
  readonly #events = new Map<string, ZoneEvent[]>();

  get workloads(): readonly LiveObject[] {
    return [...this.#workloads.values()];
  }

  observe({ type, object }: WatchEvent): void {
    if (object.kind === "Event") {
      if (type !== "DELETED") this.#addEvent(object as ZoneEvent);
      return;
    }
    const objects = this.#place(object);
    const key = `${object.kind}/${object.metadata.name}`;
    if (type === "DELETED") objects.delete(key);
    else if (isNewer(object, objects.get(key))) objects.set(key, object);
  }

  /** Pods of a workload that are not on their way out, newest first. */
  podsOf(workload: LiveObject): readonly Pod[] {
    if (workload.kind === "Pod") return [workload];
    const pods = [...this.#pods.values()].filter((pod) => !pod.metadata.deletionTimestamp && belongsTo(pod, workload));
    return pods.sort((one, other) => (createdAt(one) < createdAt(other) ? 1 : -1));
  }

  /** What decides how many pods a workload has. */
  autoscalerOf({ kind, metadata }: LiveObject): LiveObject | undefined {
    return [...this.#autoscalers.values()].find(({ spec }) => {
      const { scaleTargetRef: target } = (spec ?? {}) as { scaleTargetRef?: { kind?: string; name?: string } };
      return target?.kind === kind && target.name === metadata.name;
    });
  }

  /** Single pods, which no controller looks after. */
  get lonePods(): readonly LiveObject[] {
    return [...this.#pods.values()].filter(({ metadata }) => !metadata.ownerReferences && !metadata.deletionTimestamp);
  }

  /** Events about an object, latest first. */
  eventsOf({ metadata }: Pick<LiveObject, "metadata">): readonly ZoneEvent[] {
    return this.#events.get(String(metadata.uid)) ?? [];
  }

  #place({ kind }: LiveObject): Map<string, LiveObject> {
    if (kind === "Pod") return this.#pods as Map<string, LiveObject>;
    return kind === "HorizontalPodAutoscaler" ? this.#autoscalers : this.#workloads;
  }

  #addEvent(event: ZoneEvent): void {
    const about = event.involvedObject?.uid ?? "";
    const others = (this.#events.get(about) ?? []).filter(({ metadata }) => metadata.name !== event.metadata.name);
    const latestFirst = [event, ...others].sort((one, other) => (happenedAt(one) < happenedAt(other) ? 1 : -1));
    this.#events.set(about, latestFirst.slice(0, EVENTS_PER_OBJECT));
  }
}

/** A list that was read after a watch began may hold what is newer, or older, than what the watch has reported. */
function isNewer(object: LiveObject, known: LiveObject | undefined): boolean {
  if (!known || known.metadata.uid !== object.metadata.uid) return true;
  return Number(object.metadata.resourceVersion) >= Number(known.metadata.resourceVersion);
}

/** What has no selector of its own is known by the container it runs: a CronJob, a Service of Knative. */
function belongsTo(pod: Pod, workload: LiveObject): boolean {
  const selector = (workload.spec as { selector?: { matchLabels?: Readonly<Record<string, string>> } } | undefined)
    ?.selector;
  const { [LABEL.container]: container } = workload.metadata.labels ?? {};
  const labels = Object.entries(selector?.matchLabels ?? (container ? { [LABEL.container]: container } : {}));
  return labels.length > 0 && labels.every(([label, value]) => pod.metadata.labels?.[label] === value);
}

function createdAt({ metadata }: Pick<LiveObject, "metadata">): string {
  return `${metadata.creationTimestamp}/${metadata.name}`;
}

function happenedAt({ lastTimestamp, eventTime, metadata }: ZoneEvent): string {
  return String(lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? "");
}
