import { k8s } from "cdk8s-plus-33";
import type { ContainerSpec, Rollout } from "../spec.ts";

type Options = Exclude<Rollout, string>;

/** Revisions of a project are what one goes back to, so the cluster need not keep its own. */
const HISTORY = 1;

export function rolloutOf({ options }: ContainerSpec): Options {
  const rollout = options?.rollout ?? {};
  return typeof rollout === "string" ? { strategy: rollout } : rollout;
}

/** What Deployments, StatefulSets and DaemonSets have in common. */
export function rolloutPace(container: ContainerSpec) {
  const { history = HISTORY, settle } = rolloutOf(container);
  return { revisionHistoryLimit: history, ...(settle !== undefined && { minReadySeconds: settle }) };
}

/**
 * One alone is replaced without a gap; of several one may be missing, so that a project which uses all of its claim can
 * still be updated. Written out in full: server-side apply would leave defaults behind that Recreate forbids.
 */
export function deploymentStrategy(container: ContainerSpec, replicas: number, alone: boolean): k8s.DeploymentStrategy {
  const { strategy = alone ? "recreate" : "rolling", surge = "25%", unavailable } = rolloutOf(container);
  if (strategy === "recreate") return { type: "Recreate" };
  const missing = replicas > 1 ? Math.max(1, Math.floor(replicas / 4)) : isNone(surge) ? 1 : 0;
  return {
    type: "RollingUpdate",
    rollingUpdate: { maxSurge: countOrShare(surge), maxUnavailable: countOrShare(unavailable ?? missing) },
  };
}

/** A node runs the old one or the new one, or both while `surge` lets it: one of the two numbers is always 0. */
export function daemonStrategy(container: ContainerSpec): k8s.DaemonSetUpdateStrategy {
  const {
    strategy,
    surge = 0,
    unavailable = strategy === "recreate" ? "100%" : isNone(surge) ? 1 : 0,
  } = rolloutOf(container);
  return {
    type: "RollingUpdate",
    rollingUpdate: { maxSurge: countOrShare(surge), maxUnavailable: countOrShare(unavailable) },
  };
}

/** `0` and `0%` */
export function isNone(amount: number | string): boolean {
  return Number.parseInt(String(amount), 10) === 0;
}

export function countOrShare(amount: number | string): k8s.IntOrString {
  return typeof amount === "number" ? k8s.IntOrString.fromNumber(amount) : k8s.IntOrString.fromString(amount);
}
