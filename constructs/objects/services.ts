import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { type Exposure, exposedPort } from "../exposure.ts";
import { podCount } from "../pod-count.ts";
import { type ContainerPort, portName } from "../ports.ts";
import { controllerOf } from "../workload-kind.ts";

/**
 * The host name of a container within its project. Without a known port it is headless: the name leads to the pods
 * themselves and every port is reachable, as on a Docker network. So it is for a stateful one, whose replicas have host
 * names of their own below it.
 */
export function serviceSpec(parts: ContainerParts): k8s.ServiceSpec {
  const { selector, servicePorts, spec } = parts;
  if (servicePorts.length > 0 && controllerOf(spec) !== "StatefulSet") return readyServiceSpec(parts);
  return {
    clusterIp: "None",
    selector,
    ...(hasPeers(parts) && { publishNotReadyAddresses: true }),
    ...(servicePorts.length > 0 && { ports: portsOf(parts) }),
  };
}

/** Leads to pods that are ready, and to no others. */
export function readyServiceSpec(parts: ContainerParts): k8s.ServiceSpec {
  return { type: "ClusterIP", selector: parts.selector, ports: portsOf(parts) };
}

/**
 * Whether its replicas look for each other: a database's become ready when most of them have met, so their names must be
 * known before they are ready.
 */
export function hasPeers({ spec }: ContainerParts): boolean {
  return controllerOf(spec) === "StatefulSet" && podCount(spec).most > 1;
}

/** All ways into a container but http, behind one load balancer. */
export function publicServiceSpec({ selector }: ContainerParts, ways: readonly Exposure[]): k8s.ServiceSpec {
  return {
    type: "LoadBalancer",
    selector,
    ports: ways.map((way) => servicePort({ ...exposedPort(way), number: way.publicPort }, way.port)),
  };
}

function portsOf({ servicePorts }: ContainerParts): k8s.ServicePort[] {
  return servicePorts.map((port) => servicePort(port, port.number));
}

function servicePort(outside: ContainerPort, targetPort: number): k8s.ServicePort {
  return {
    name: `port-${portName(outside).replace("/", "-")}`,
    port: outside.number,
    targetPort: k8s.IntOrString.fromNumber(targetPort),
    protocol: outside.transport,
  };
}
