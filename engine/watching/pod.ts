import type { LiveObject } from "../zone-client.ts";

/** A pod, as far as its readiness goes. Source: Kubernetes API, core/v1 PodStatus. */
export type Pod = LiveObject & {
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
};

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface ContainerStatus {
  readonly name: string;
  readonly image?: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: object;
  readonly terminated?: {
    readonly exitCode: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly message?: string;
  };
}

/** Source: Kubernetes API, core/v1 Event. */
export type ZoneEvent = LiveObject & {
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly uid?: string };
};

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

/** The container of a pod that ended last with an error, and how often it was restarted. */
export function crashedContainer({ status }: Pod): ContainerStatus | undefined {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses.find(({ state, lastState, ready }) => {
    const ended = state?.terminated ?? (ready ? undefined : lastState?.terminated);
    return ended !== undefined && ended.exitCode !== 0;
  });
}

/** The host name that one of our init containers waits for, by the init container's name. */
export function waitedFor(initContainer: string): string | undefined {
  return /^wait-for-(.+)$/.exec(initContainer)?.[1];
}

/** Whom a pod waits for before it starts; undefined when for nobody. */
export function awaited({ status }: Pod): string | undefined {
  const waiting = (status?.initContainerStatuses ?? []).find(({ name, state }) => state?.running && waitedFor(name));
  return waiting && waitedFor(waiting.name);
}
