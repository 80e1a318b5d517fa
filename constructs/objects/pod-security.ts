import type { k8s } from "cdk8s-plus-33";
import type { ContainerSpec } from "../spec.ts";

/**
 * What the entrypoints of common images need to start as root and step down to a user of their own: chown of their data,
 * su-exec, low ports. All within the Pod Security standard `baseline`; in a user namespace none reaches the node.
 */
const BASELINE_CAPABILITIES = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "NET_BIND_SERVICE",
  "SETGID",
  "SETUID",
];

/** sshd jails its unprivileged half and writes the login to the audit log. */
const SSH_CAPABILITIES = ["AUDIT_WRITE", "SYS_CHROOT"];

/** Group that owns what is on a volume: images that do not run as root could not write to a new one otherwise. */
const VOLUME_GROUP = 10001;

export function isRestricted({ options }: ContainerSpec): boolean {
  return options?.security === "restricted";
}

export function podSecurityContext(container: ContainerSpec): k8s.PodSecurityContext {
  const mounts = container.options?.volumes ?? [];
  return {
    seccompProfile: { type: "RuntimeDefault" },
    ...(isRestricted(container) && { runAsNonRoot: true }),
    ...(mounts.length > 0 && { fsGroup: VOLUME_GROUP, fsGroupChangePolicy: "OnRootMismatch" }),
  };
}

export function containerSecurityContext(container: ContainerSpec, ssh: boolean): k8s.SecurityContext {
  const add = [...(ssh ? SSH_CAPABILITIES : []), ...BASELINE_CAPABILITIES].sort();
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"], ...(!isRestricted(container) && { add }) },
    ...(isRestricted(container) && { runAsNonRoot: true }),
  };
}
