import type { LiveObject } from "../zone-client.ts";
import { conditionsOf } from "./conditions.ts";
import { cronJobProgress, jobProgress } from "./job-progress.ts";

/** How far a workload's controller is. */
export interface WorkloadProgress {
  readonly ready: number;
  readonly desired: number;
  /** The latest change of the workload has been rolled out in full. */
  readonly complete: boolean;
  /** It has run and is not to run again. */
  readonly stopped: boolean;
  /** A job that has ended well. */
  readonly succeeded?: boolean;
  /** What the controller says is in its way. */
  readonly failure?: string;
  /** It has failed for good: it will not be tried again. */
  readonly failed?: boolean;
  /** How it stands, where the numbers do not say it. */
  readonly detail?: string;
}

interface WorkloadSpec {
  readonly replicas?: number;
}

type Numbers = Readonly<Record<string, number | undefined>>;

/** Source of the rules: `kubectl rollout status`, k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go. */
export function workloadProgress(workload: LiveObject): WorkloadProgress {
  const spec = (workload.spec ?? {}) as WorkloadSpec;
  const status = (workload.status ?? {}) as Numbers;
  const isObserved = Number(workload.metadata.generation ?? 0) <= (status.observedGeneration ?? 0);
  switch (workload.kind) {
    case "Deployment":
      return deploymentProgress(workload, spec, status, isObserved);
    case "StatefulSet": {
      const desired = spec.replicas ?? 1;
      const ready = Math.min(status.updatedReplicas ?? 0, status.readyReplicas ?? 0);
      return { ready, desired, complete: isObserved && ready >= desired, stopped: desired === 0 };
    }
    case "DaemonSet": {
      const desired = status.desiredNumberScheduled ?? 0;
      const ready = Math.min(status.updatedNumberScheduled ?? 0, status.numberAvailable ?? 0);
      return { ready, desired, complete: isObserved && ready >= desired, stopped: false };
    }
    case "Job":
      return jobProgress(workload);
    case "CronJob":
      return cronJobProgress(workload);
    case "Service":
      return knativeProgress(workload, isObserved);
    case "Pod":
      return podProgress(workload);
    default:
      return { ready: 0, desired: 0, complete: true, stopped: false };
  }
}

function deploymentProgress(
  workload: LiveObject,
  { replicas: desired = 1 }: WorkloadSpec,
  status: Numbers,
  isObserved: boolean,
): WorkloadProgress {
  const updated = status.updatedReplicas ?? 0;
  const ready = Math.min(updated, status.availableReplicas ?? 0);
  const oldOnesGone = (status.replicas ?? 0) <= updated;
  const blocked = conditionsOf(workload).find(
    ({ type, status: holds }) => type === "ReplicaFailure" && holds === "True",
  );
  return {
    ready,
    desired,
    complete: isObserved && ready >= desired && oldOnesGone,
    stopped: desired === 0,
    ...(isObserved && blocked?.message && { failure: blocked.message }),
  };
}

function podProgress(pod: LiveObject): WorkloadProgress {
  const phase = pod.status?.phase;
  const stopped = phase === "Succeeded" || phase === "Failed";
  const ready = conditionsOf(pod).some(({ type, status }) => type === "Ready" && status === "True") ? 1 : 0;
  return { ready, desired: stopped ? 0 : 1, complete: stopped || ready === 1, stopped };
}

/** A Service of Knative runs as many as there are requests for; it is ready when requests would be answered. */
function knativeProgress(service: LiveObject, isObserved: boolean): WorkloadProgress {
  const condition = conditionsOf(service).find(({ type }) => type === "Ready");
  const ready = isObserved && condition?.status === "True" ? 1 : 0;
  const failed = isObserved && condition?.status === "False";
  const said = [condition?.reason, condition?.message].filter(Boolean).join(": ");
  return {
    ready,
    desired: 1,
    complete: ready === 1,
    stopped: false,
    ...(failed && { failure: said || "no reason given" }),
    ...(ready === 1 && { detail: "answers requests" }),
  };
}
