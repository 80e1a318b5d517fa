import type { k8s } from "cdk8s-plus-33";
import type { SecuritySettings } from "../security-of.ts";

/** What holds for every image of a pod. */
export function podSecurityContext(security: SecuritySettings): k8s.PodSecurityContext {
  const { standard, user, group, volumeGroup, sysctls } = security;
  return {
    seccompProfile: { type: "RuntimeDefault" },
    ...(standard === "restricted" && { runAsNonRoot: true }),
    ...(user !== undefined && { runAsUser: user }),
    ...(group !== undefined && { runAsGroup: group }),
    ...(volumeGroup !== undefined && { fsGroup: volumeGroup, fsGroupChangePolicy: "OnRootMismatch" }),
    ...(sysctls.length > 0 && { sysctls: [...sysctls] }),
  };
}

/** What each image of a pod says of itself: the container, its init containers, its sidecars. */
export function containerSecurityContext(security: SecuritySettings): k8s.SecurityContext {
  const { standard, capabilities, readOnlyRoot } = security;
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"], ...(capabilities.length > 0 && { add: [...capabilities] }) },
    ...(standard === "restricted" && { runAsNonRoot: true }),
    ...(readOnlyRoot && { readOnlyRootFilesystem: true }),
  };
}
