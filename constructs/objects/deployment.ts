import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import type { Project } from "../project.ts";
import { podTemplate } from "./pod.ts";
import { deploymentStrategy, rolloutOf, rolloutPace } from "./rollout.ts";

/** A container that is restarted when it stops. How many there are is the autoscaler's business, where it has one. */
export function deploymentSpec(parts: ContainerParts, project: Project): k8s.DeploymentSpec {
  const { spec, replicas, selector } = parts;
  const { deadline } = rolloutOf(spec);
  return {
    ...(!spec.options?.scale && { replicas }),
    ...rolloutPace(spec),
    ...(deadline !== undefined && { progressDeadlineSeconds: deadline }),
    selector: { matchLabels: selector },
    strategy: deploymentStrategy(spec, replicas, mountsVolumeForOne(parts, project)),
    template: podTemplate(parts, project),
  };
}

/** Whether only one node at a time can run it, so that the old one must end first. */
function mountsVolumeForOne({ pod }: ContainerParts, { volumes }: Project): boolean {
  const mounted = new Set(pod.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  return volumes.some(({ spec }) => mounted.has(spec.name) && spec.access !== "many");
}
