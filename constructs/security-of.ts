import { waysIn } from "./exposure.ts";
import type { CAPABILITIES, ContainerSpec, Mount, SYSCTLS } from "./spec.ts";

type Capability = (typeof CAPABILITIES)[number];
type Sysctl = (typeof SYSCTLS)[number];

/** The security of a container with everything decided; it holds for its init containers and sidecars too. */
export interface SecuritySettings {
  readonly standard: "baseline" | "restricted";
  /** Absent = the image's. */
  readonly user?: number;
  /** Absent = the image's. */
  readonly group?: number;
  /** Group that owns what is on its volumes; absent = it has no volumes to write to. */
  readonly volumeGroup?: number;
  /** Sorted. */
  readonly capabilities: readonly Capability[];
  readonly readOnlyRoot: boolean;
  readonly userNamespace: boolean;
  /** By name, in the order of the names. */
  readonly sysctls: readonly { readonly name: Sysctl; readonly value: string }[];
}

/**
 * What the entrypoints of common images need to start as root and step down to a user of their own: chown of their data,
 * su-exec, low ports. All within the Pod Security standard `baseline`; in a user namespace none reaches the node.
 */
export const COMMON_CAPABILITIES: readonly Capability[] = [
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
const SSH_CAPABILITIES: readonly Capability[] = ["AUDIT_WRITE", "SYS_CHROOT"];

/** Group that owns what is on a volume: images that do not run as root could not write to a new one otherwise. */
const VOLUME_GROUP = 10001;

export function securityOf(container: ContainerSpec): SecuritySettings {
  const given = container.options?.security ?? {};
  const options = typeof given === "string" ? { standard: given } : given;
  const { standard = "baseline", user, group, volumeGroup, readOnlyRoot = false, userNamespace = true } = options;
  const sysctls = Object.entries(options.sysctls ?? {}) as [Sysctl, string][];
  const owner = volumeGroup ?? (mountsFolders(container) ? VOLUME_GROUP : undefined);
  return {
    standard,
    ...(user !== undefined && { user }),
    ...(group !== undefined && { group }),
    ...(owner !== undefined && { volumeGroup: owner }),
    capabilities: [...new Set(options.capabilities ?? usualCapabilities(container, standard))].sort(),
    readOnlyRoot,
    userNamespace,
    sysctls: sysctls.map(([name, value]) => ({ name, value })).sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

function usualCapabilities(container: ContainerSpec, standard: SecuritySettings["standard"]): readonly Capability[] {
  if (standard === "restricted") return [];
  const ssh = waysIn(container).some(({ options }) => options.protocol === "ssh");
  return [...COMMON_CAPABILITIES, ...(ssh ? SSH_CAPABILITIES : [])];
}

/** Files alone need no group: one would open a key of mode 0600 to it, and ssh refuses such a key. */
function mountsFolders({ options }: ContainerSpec): boolean {
  const { volumes = [], init = [], sidecars = [] } = options ?? {};
  return [...volumes, ...[...init, ...sidecars].flatMap((part) => part.volumes ?? [])].some(isFolder);
}

function isFolder({ volume, each, empty }: Mount): boolean {
  return volume !== undefined || each !== undefined || empty !== undefined;
}
