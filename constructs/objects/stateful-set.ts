import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { claimTemplates } from "../mount-parts.ts";
import type { Project } from "../project.ts";
import { podTemplate } from "./pod.ts";
import { rolloutPace } from "./rollout.ts";

/**
 * A container whose replicas have names and volumes of their own, `db-0.db` with `data-db-0`; the volumes outlive it.
 *
 * They start at once, as those of other containers do, and are updated one after the other. With `OrderedReady`, the
 * default of Kubernetes, an update that never gets ready could not be mended by the next one ("Forced rollback").
 */
export function statefulSetSpec(parts: ContainerParts, project: Project): k8s.StatefulSetSpec {
  const { name, spec, replicas, selector } = parts;
  const templates = claimTemplates(parts);
  return {
    ...(!spec.options?.scale && { replicas }),
    ...rolloutPace(spec),
    serviceName: name,
    podManagementPolicy: "Parallel",
    selector: { matchLabels: selector },
    updateStrategy: { type: "RollingUpdate" },
    template: podTemplate(parts, project),
    ...(templates.length > 0 && { volumeClaimTemplates: templates }),
  };
}
