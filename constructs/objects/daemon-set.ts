import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import type { Project } from "../project.ts";
import { podTemplate } from "./pod.ts";
import { daemonStrategy, rolloutPace } from "./rollout.ts";

/** A container that runs once on every node. */
export function daemonSetSpec(parts: ContainerParts, project: Project): k8s.DaemonSetSpec {
  return {
    ...rolloutPace(parts.spec),
    selector: { matchLabels: parts.selector },
    updateStrategy: daemonStrategy(parts.spec),
    template: podTemplate(parts, project),
  };
}
