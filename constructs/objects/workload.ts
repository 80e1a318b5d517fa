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
    strategy: Lazy.any({ produce: () => strategy(alone()) }),
    template: podTemplate(parts),
  };
}

/** The default is written out: server-side apply would leave it behind on the way to Recreate, which forbids it. */
function strategy(alone: boolean): k8s.DeploymentStrategy {
  const share = k8s.IntOrString.fromString("25%");
  return alone
    ? { type: "Recreate" }
    : { type: "RollingUpdate", rollingUpdate: { maxSurge: share, maxUnavailable: share } };
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
