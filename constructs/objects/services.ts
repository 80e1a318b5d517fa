import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import type { Exposure } from "../exposure.ts";

/**
 * The host name of a container within its project. Without a known port it is headless: the name leads to the pods
 * themselves and every port is reachable, as on a Docker network.
 */
export function serviceSpec({ selector, ports }: ContainerParts): k8s.ServiceSpec {
  return ports.length === 0 ? { clusterIp: "None", selector } : { type: "ClusterIP", selector, ports: ports.map(port) };
}

export function publicServiceSpec({ selector }: ContainerParts, exposure: Exposure): k8s.ServiceSpec {
  return { type: "LoadBalancer", selector, ports: [port(exposure.port)] };
}

function port(number: number): k8s.ServicePort {
  return { name: `port-${number}`, port: number, targetPort: k8s.IntOrString.fromNumber(number), protocol: "TCP" };
}
