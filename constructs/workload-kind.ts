import type { ContainerSpec, WORKLOADS, Workload } from "./spec.ts";

export type WorkloadKind = (typeof WORKLOADS)[number];

/** How a container is run, with what its kind needs to know. */
export type WorkloadOptions = Exclude<Workload, string>;

/** The Kubernetes kind that runs a container; `serverless` is a Service of Knative. */
export type Controller = "Deployment" | "StatefulSet" | "DaemonSet" | "Job" | "CronJob" | "Serverless";

type Container = Pick<ContainerSpec, "options">;

const CONTROLLERS = {
  "long-running": "Deployment",
  worker: "Deployment",
  stateful: "StatefulSet",
  daemon: "DaemonSet",
  job: "Job",
  cron: "CronJob",
  serverless: "Serverless",
} as const satisfies Record<WorkloadKind, Controller>;

/** The kind in full, however it was written. Default: long-running */
export function workloadOf({ options }: Container): WorkloadOptions {
  const workload = options?.workload ?? "long-running";
  return typeof workload === "string" ? { kind: workload } : workload;
}

/** A self-managed container is a Job, whatever else is said of it: if it stops, it stops. */
export function controllerOf(container: Container): Controller {
  return isSelfManaged(container) ? "Job" : CONTROLLERS[workloadOf(container).kind];
}

export function isSelfManaged({ options }: Container): boolean {
  return options?.deployment === "self-managed";
}

/** Whether it is meant to end by itself. */
export function runsToItsEnd(container: Container): boolean {
  return ["Job", "CronJob"].includes(controllerOf(container));
}

/** Whether other containers of the project reach it by a host name. */
export function hasHostName(container: Container): boolean {
  return !["worker", "job", "cron"].includes(workloadOf(container).kind);
}
