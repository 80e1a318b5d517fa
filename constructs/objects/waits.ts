import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { dnsName, shortenLabel } from "../dns-name.ts";
import { connectionOf } from "../expressions/connection.ts";
import type { Project } from "../project.ts";
import type { WaitFor } from "../spec.ts";

/** A shell, `nc` and `timeout` in 2 MB. */
const IMAGE = "busybox:1.37.0";

/** The user `nobody` of that image. */
const NOBODY = 65534;

/** Seconds of waiting after which a try has failed and says so; the pod then tries again as it does for any failure. */
const PATIENCE = 300;

export function waitName(container: string): string {
  return shortenLabel(`wait-for-${dnsName(container)}`);
}

/** What is waited for, however it was written. */
export function waitsOf({
  options,
}: {
  readonly options?: { readonly waitFor?: readonly WaitFor[] | undefined } | undefined;
}) {
  return (options?.waitFor ?? []).map((wait) => (typeof wait === "string" ? { container: wait } : wait));
}

/** An init container for each container that must accept connections first; it asks once a second. */
export function waitContainers({ spec }: ContainerParts, project: Project): k8s.Container[] {
  return waitsOf(spec).flatMap(({ container, port }) => {
    const target = project.containers.find(({ name }) => name === container)?.parts;
    const number = port ?? (target && firstPort(target));
    return target && number !== undefined ? [waitContainer(target.name, number)] : [];
  });
}

/**
 * The port that is meant when none is named: the one that its image's clients use, as in `${{db.port}}`, unless it opens
 * others alone; then the exposed one, else the first that it opens.
 */
export function firstPort({ exposures, servicePorts, spec }: ContainerParts): number | undefined {
  const opened = servicePorts.filter(({ transport }) => transport === "TCP").map(({ number }) => number);
  const usual = connectionOf(spec.image)?.port;
  if (usual !== undefined && opened.includes(usual)) return usual;
  const exposed = exposures.find(({ protocol }) => protocol !== "udp")?.port;
  return exposed ?? opened[0] ?? usual;
}

/** Without a `$` in it, which the kubelet would take for a variable's. */
function waitContainer(host: string, port: number): k8s.Container {
  const ask = `until nc -z -w 2 ${host} ${port}; do echo "waits for ${host}:${port}"; sleep 1; done`;
  return {
    name: waitName(host),
    image: IMAGE,
    command: ["timeout", String(PATIENCE), "sh", "-c", ask],
    resources: {
      requests: { cpu: k8s.Quantity.fromString("10m"), memory: k8s.Quantity.fromString("16Mi") },
      limits: { cpu: k8s.Quantity.fromString("100m"), memory: k8s.Quantity.fromString("32Mi") },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: NOBODY,
    },
  };
}
