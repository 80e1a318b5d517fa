import { z } from "zod";

/** All that the Pod Security standard `baseline` lets a container add (kubernetes.io, Pod Security Standards). */
export const CAPABILITIES = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
] as const;

/** Sysctls that concern nothing but the pod (kubernetes.io, Pod Security Standards). */
export const SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.ping_group_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
] as const;

const Standard = z
  .enum(["baseline", "restricted"])
  .describe("baseline (default): ordinary images run, in a user namespace. restricted: no root, no capabilities.");

const id = z.int().min(0).max(2_147_483_647);

export const Security = z.union([
  Standard,
  z.strictObject({
    standard: Standard.optional(),
    user: id.optional().describe("Number of the user it runs as. Default: the image's"),
    group: id.optional().describe("Number of the group it runs as. Default: the image's"),
    volumeGroup: id.optional().describe("Number of the group that owns what is on its volumes. Default: 10001"),
    capabilities: z
      .array(z.enum(CAPABILITIES))
      .max(CAPABILITIES.length)
      .optional()
      .describe("Linux capabilities it gets. Default: those that the start of common images needs"),
    readOnlyRoot: z.boolean().optional().describe("true: it can write to volumes alone. Default: false"),
    userNamespace: z
      .boolean()
      .optional()
      .describe("false: without a user namespace, where its volumes cannot be used in one. Default: true"),
    sysctls: z.partialRecord(z.enum(SYSCTLS), z.string().max(100)).optional().describe("Kernel settings of its pod."),
  }),
]);

export type Security = z.infer<typeof Security>;
