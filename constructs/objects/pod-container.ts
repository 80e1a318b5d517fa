import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { containerVariables } from "../container-variables.ts";
import type { MountParts } from "../mount-parts.ts";
import type { PodPart } from "../pod-part.ts";
import { type ContainerPort, parsePort } from "../ports.ts";
import { runsToItsEnd } from "../workload-kind.ts";
import { lifecycle } from "./lifecycle.ts";
import { containerSecurityContext } from "./pod-security.ts";
import { derivedProbes, probes } from "./probes.ts";
import { resources } from "./resources.ts";

const PULL_POLICIES = { always: "Always", missing: "IfNotPresent", never: "Never" } as const;

/** One image of a pod as Kubernetes runs it. */
export function podContainer(part: PodPart, parts: ContainerParts, { mountsOf }: MountParts): k8s.Container {
  const { name, run, options, role } = part;
  const variables = containerVariables(part, parts.values);
  const ports = portsOf(part, parts);
  const volumeMounts = mountsOf(part);
  return {
    name,
    image: run.image,
    ...(options.pull && { imagePullPolicy: PULL_POLICIES[options.pull] }),
    ...(role === "sidecar" && { restartPolicy: "Always" }),
    ...(variables.command && { command: variables.command }),
    ...(variables.args && { args: variables.args }),
    ...(run.workingDir !== undefined && { workingDir: run.workingDir }),
    ...(variables.envFrom.length > 0 && { envFrom: variables.envFrom }),
    ...(variables.env.length > 0 && { env: variables.env }),
    ...(ports.length > 0 && {
      ports: ports.map(({ number, transport }) => ({ containerPort: number, protocol: transport })),
    }),
    resources: resources(options.resources, parts.zone.claim),
    ...checks(part, parts),
    ...lifecycle(options.lifecycle ?? {}, checkedPort(part, parts)),
    securityContext: containerSecurityContext(parts.security),
    ...(volumeMounts.length > 0 && { volumeMounts }),
    ...(role === "container" && parts.spec.options?.interactive && { stdin: true, tty: true }),
  };
}

function portsOf(part: PodPart, parts: ContainerParts): readonly ContainerPort[] {
  return part.role === "container" ? parts.ports : (part.options.ports ?? []).map(parsePort);
}

function checks(part: PodPart, parts: ContainerParts): ReturnType<typeof probes> {
  const { health } = part.options;
  if (health) return probes(health, checkedPort(part, parts));
  const port = part.role === "container" ? exposedTcpPort(parts) : undefined;
  return health === undefined && port !== undefined ? derivedProbes(port, runsToItsEnd(parts.spec)) : {};
}

/** The port that checks and hooks mean when they name none: the exposed one, else the first that is opened. */
function checkedPort(part: PodPart, parts: ContainerParts): number | undefined {
  const exposed = part.role === "container" ? exposedTcpPort(parts) : undefined;
  return exposed ?? (part.options.ports ?? []).map(parsePort).find(({ transport }) => transport === "TCP")?.number;
}

function exposedTcpPort({ exposures }: ContainerParts): number | undefined {
  return exposures.find(({ protocol }) => protocol !== "udp")?.port;
}
