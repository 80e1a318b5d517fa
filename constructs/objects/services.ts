import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { type Exposure, exposedPort } from "../exposure.ts";
import { type ContainerPort, portName } from "../ports.ts";
import { controllerOf } from "../workload-kind.ts";

/**
 * The host name of a container within its project. Without a known port it is headless: the name leads to the pods
 * themselves and every port is reachable, as on a Docker network. So it is for a stateful one, whose replicas have host
 * names of their own below it.
 */
export function serviceSpec({ selector, servicePorts, spec }: ContainerParts): k8s.ServiceSpec {
  const ports = servicePorts.map((port) => servicePort(port, port.number));
  if (ports.length > 0 && controllerOf(spec) !== "StatefulSet") return { type: "ClusterIP", selector, ports };
  return { clusterIp: "None", selector, ...(ports.length > 0 && { ports }) };
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
    protocol: outside.transport,
  };
}
