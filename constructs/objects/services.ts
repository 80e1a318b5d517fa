import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { type Exposure, exposedPort } from "../exposure.ts";
import { type ContainerPort, portName, type Transport } from "../ports.ts";

/**
 * The host name of a container within its project. Without a known port it is headless: the name leads to the pods
 * themselves and every port is reachable, as on a Docker network.
 */
export function serviceSpec({ selector, servicePorts }: ContainerParts): k8s.ServiceSpec {
  return servicePorts.length === 0
    ? { clusterIp: "None", selector }
    : { type: "ClusterIP", selector, ports: servicePorts.map((port) => servicePort(port, port.number)) };
}

/** All ways into a container but http, behind one load balancer. */
export function publicServiceSpec({ selector }: ContainerParts, ways: readonly Exposure[]): k8s.ServiceSpec {
  return {
    type: "LoadBalancer",
    selector,
    ports: ways.map((way) => servicePort({ ...exposedPort(way), number: way.publicPort }, way.port)),
  };
}

function servicePort(outside: ContainerPort, targetPort: number): k8s.ServicePort {
  return {
    name: `port-${portName(outside).replace("/", "-")}`,
    port: outside.number,
    targetPort: k8s.IntOrString.fromNumber(targetPort),
    protocol: outside.transport satisfies Transport,
  };
}
