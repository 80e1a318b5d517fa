import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { type MountParts, mountParts } from "../mount-parts.ts";
import type { PodPart } from "../pod-part.ts";
import type { Project } from "../project.ts";
import { valueAnnotations } from "../value-annotations.ts";
import { hostAliases } from "./host-aliases.ts";
import { podContainer } from "./pod-container.ts";
import { podSecurityContext } from "./pod-security.ts";
import { pullSecrets } from "./pull-secret.ts";
import { spreadConstraints } from "./spread.ts";
import { waitContainers } from "./waits.ts";

/** The service account of a project's pods: it holds no token and may do nothing. */
export const SERVICE_ACCOUNT = "containers";

type RestartPolicy = "Never" | "OnFailure";

/** The pods of a container. Tags stay off them: a changed tag is no reason to restart. */
export function podTemplate(
  parts: ContainerParts,
  project: Project,
  restartPolicy?: RestartPolicy,
): k8s.PodTemplateSpec {
  const mounts = mountParts(parts);
  const annotations = valueAnnotations(parts);
  return {
    metadata: {
      labels: parts.podLabels,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: podSpec(parts, project, mounts, restartPolicy),
  };
}

function podSpec(
  parts: ContainerParts,
  project: Project,
  mounts: MountParts,
  restartPolicy: RestartPolicy | undefined,
): k8s.PodSpec {
  const { importance = "normal", lifecycle, readinessGates = [] } = parts.spec.options ?? {};
  const imagePullSecrets = pullSecrets(
    parts.pod.map(({ run }) => run.image),
    project.registries,
  );
  const initContainers = beforehand(parts, project, mounts);
  const spread = spreadConstraints(parts);
  const aliases = hostAliases(parts.spec);
  return {
    ...(restartPolicy && { restartPolicy }),
    ...(importance !== "normal" && { priorityClassName: `espalier-${importance}` }),
    ...(lifecycle?.grace !== undefined && { terminationGracePeriodSeconds: lifecycle.grace }),
    ...(readinessGates.length > 0 && { readinessGates: readinessGates.map((conditionType) => ({ conditionType })) }),
    serviceAccountName: SERVICE_ACCOUNT,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    hostUsers: !parts.security.userNamespace,
    securityContext: podSecurityContext(parts.security),
    ...(spread.length > 0 && { topologySpreadConstraints: spread }),
    ...(aliases.length > 0 && { hostAliases: aliases }),
    ...(imagePullSecrets.length > 0 && { imagePullSecrets }),
    ...(mounts.volumes.length > 0 && { volumes: mounts.volumes }),
    ...(initContainers.length > 0 && { initContainers }),
    containers: containersOf("container", parts, mounts),
  };
}

/**
 * What Kubernetes starts, one after the other, before the container itself: first whoever waits for others, then the
 * sidecars, which stay, then the init containers, which end. A sidecar is often the way to what an init container needs
 * (a proxy to the database that is to be migrated), and that one could never end without it; a sidecar which needs a file
 * that an init container makes is restarted until the file is there.
 */
function beforehand(parts: ContainerParts, project: Project, mounts: MountParts): k8s.Container[] {
  return [
    ...waitContainers(parts, project),
    ...containersOf("sidecar", parts, mounts),
    ...containersOf("init", parts, mounts),
  ];
}

function containersOf(role: PodPart["role"], parts: ContainerParts, mounts: MountParts) {
  return parts.pod.filter((part) => part.role === role).map((part) => podContainer(part, parts, mounts));
}
