import type { Manifest } from "../../constructs/manifest.ts";
import { kindsOf, projectSelector, readBookkeeping } from "../bookkeeping.ts";
import { builtInKind } from "../kubernetes/built-in-kinds.ts";
import type { Readiness } from "../update-events.ts";
import type { ApiKind, ZoneClient } from "../zone-client.ts";
import { CrashLogs } from "./crash-logs.ts";
import { ObservedObjects } from "./observed-objects.ts";
import { workloadReadiness } from "./workload-readiness.ts";

/** Whose containers are watched. */
export interface WatchedProject {
  readonly project: string;
  readonly namespace: string;
  /** What is being written there. Absent = what the zone notes of the project is read instead. */
  readonly manifests?: readonly Manifest[];
}

/** Kinds of workloads, then what tells why one of them does not run. */
const WORKLOADS = [
  "apps/Deployment",
  "apps/StatefulSet",
  "apps/DaemonSet",
  "batch/Job",
  "batch/CronJob",
  "autoscaling/HorizontalPodAutoscaler",
] as const;
const KNATIVE = "serving.knative.dev/Service";
const EVIDENCE = ["/Pod", "/Event"] as const;

interface Source {
  readonly kind: ApiKind;
  readonly namespace: string;
  readonly labelSelector?: string;
}

/** The containers of a project in one zone, as of now and from then on. */
export class NamespaceWatch {
  readonly #client: ZoneClient;
  readonly #watched: WatchedProject;
  readonly #observed = new ObservedObjects();
  readonly #logs: CrashLogs;
  readonly #ended = new AbortController();
  readonly #onChange: () => void;
  #scheduled = false;

  /** @param onChange called after something was seen that may change what `readiness` says */
  constructor(client: ZoneClient, watched: WatchedProject, onChange: () => void = () => undefined) {
    this.#client = client;
    this.#watched = watched;
    this.#onChange = onChange;
    this.#logs = new CrashLogs(client, () => this.#schedule());
  }

  /** How far each container is, by path. */
  readiness(): readonly Readiness[] {
    const { project } = this.#watched;
    const controlled = this.#observed.workloads.filter(({ metadata }) => !metadata.ownerReferences);
    const alone = this.#observed.lonePods.filter(
      ({ metadata }) => metadata.labels?.["espalier.dev/project"] === project,
    );
    const all = [...controlled, ...alone].map((each) => workloadReadiness(each, this.#observed, this.#logs.of));
    return all.sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  /** Reads the state of now, including the logs of what has crashed. */
  async refresh(): Promise<void> {
    const lists = (await this.#sources()).map(async ({ kind, ...where }) => {
      const { items } = await this.#client.list(kind, where);
      for (const object of items) this.#observed.observe({ type: "ADDED", object });
    });
    await Promise.all(lists);
    this.readiness();
    await this.#logs.settled();
  }

  /** Follows all changes until `end`; rejects when the zone refuses or stays away. */
  async follow(): Promise<void> {
    const { signal } = this.#ended;
    const watches = (await this.#sources()).map(async ({ kind, ...where }) => {
      for await (const event of this.#client.watch(kind, { ...where, signal })) {
        this.#observed.observe(event);
        this.#schedule();
      }
    });
    await Promise.all(watches);
  }

  end(): void {
    this.#ended.abort();
  }

  async #sources(): Promise<Source[]> {
    const { namespace, project } = this.#watched;
    const labelSelector = projectSelector(project);
    const knative = (await this.#usesKnative()) ? (await this.#client.kinds()).get(KNATIVE) : undefined;
    return [
      ...WORKLOADS.map((key) => ({ kind: builtInKind(key), namespace, labelSelector })),
      ...(knative ? [{ kind: knative, namespace, labelSelector }] : []),
      ...EVIDENCE.map((key) => ({ kind: builtInKind(key), namespace })),
    ];
  }

  /** Asking a zone what it serves takes a while, so it is asked only when there is a reason. */
  async #usesKnative(): Promise<boolean> {
    const { namespace, manifests } = this.#watched;
    if (manifests) return kindsOf(manifests).has(KNATIVE);
    const { kinds } = readBookkeeping(await this.#client.get(`/Namespace//${namespace}`));
    return kinds?.has(KNATIVE) ?? false;
  }

  /** Many events come at once; they are looked at together. */
  #schedule(): void {
    if (this.#scheduled || this.#ended.signal.aborted) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      if (!this.#ended.signal.aborted) this.#onChange();
    }, SETTLE);
  }
}

/** Milliseconds over which events are gathered. */
const SETTLE = 30;
