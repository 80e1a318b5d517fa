import { Lazy } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { podTemplate } from "./pod.ts";

/** Revisions of a project are what one goes back to, so a Deployment need not keep its own. */
const REVISION_HISTORY = 1;

/** A managed container: restarted when it stops. `alone` tells, once the tree is whole, that only one pod may run. */
export function deploymentSpec(parts: ContainerParts, alone: () => boolean): k8s.DeploymentSpec {
  return {
    replicas: parts.replicas,
    revisionHistoryLimit: REVISION_HISTORY,
    selector: { matchLabels: parts.selector },
    strategy: Lazy.any({ produce: () => strategy(parts.replicas, alone()) }),
    template: podTemplate(parts),
  };
}

/**
 * One alone is replaced without a gap; of several one may be missing, so that a project which uses all of its claim can
 * still be updated. Written out in full: server-side apply would leave defaults behind that Recreate forbids.
 */
function strategy(replicas: number, alone: boolean): k8s.DeploymentStrategy {
  if (alone) return { type: "Recreate" };
  const missing = replicas > 1 ? Math.max(1, Math.floor(replicas / 4)) : 0;
  return {
    type: "RollingUpdate",
    rollingUpdate: {
      maxSurge: k8s.IntOrString.fromString("25%"),
      maxUnavailable: k8s.IntOrString.fromNumber(missing),
    },
  };
}

/**
 * A self-managed container: if it stops, it stops. Several of them stop on their own: in a plain Job the first that fails
 * ends the others (Kubernetes, "Backoff limit per index").
 */
export function jobSpec(parts: ContainerParts): k8s.JobSpec {
  const { replicas } = parts;
  return {
    completions: replicas,
    parallelism: replicas,
    ...(replicas > 1 ? { completionMode: "Indexed", backoffLimitPerIndex: 0 } : { backoffLimit: 0 }),
    template: podTemplate(parts, "Never"),
  };
}

export function disruptionBudgetSpec({ selector }: ContainerParts): k8s.PodDisruptionBudgetSpec {
  return { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: selector } };
}
