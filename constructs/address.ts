import { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { type ContainerParts, derivedName } from "./container-parts.ts";
import type { Exposure } from "./exposure.ts";
import { DNS_ANNOTATION, hostsOf, ISSUER_ANNOTATION, ingressSpec } from "./objects/ingress.ts";
import { exposedPolicy } from "./objects/network-policies.ts";
import { DOMAIN_MAPPING, domainMappingSpec } from "./objects/serverless.ts";
import { hasPeers, publicServiceSpec, readyServiceSpec } from "./objects/services.ts";
import { controllerOf } from "./workload-kind.ts";

/**
 * A public address of a container: the way in, and the gap in the wall that it needs. Where a container has several, the
 * first one makes the gaps for all, the first http one the Ingress, the first other one the load balancer.
 */
export class Address extends Construct {
  readonly exposure: Exposure;
  readonly objects: readonly ApiObject[];

  constructor(scope: Construct, id: string, parts: ContainerParts, exposure: Exposure) {
    super(scope, id);
    this.exposure = exposure;
    const serverless = controllerOf(parts.spec) === "Serverless";
    this.objects = serverless ? this.#domainMappings(parts) : this.#wayIn(parts);
  }

  #wayIn(parts: ContainerParts): ApiObject[] {
    const { exposure } = this;
    const alike = parts.exposures.filter((other) => isHttp(other) === isHttp(exposure));
    return [
      ...(parts.exposures[0] === exposure ? [this.#policy(parts)] : []),
      ...(alike[0] === exposure ? (isHttp(exposure) ? this.#http(parts, alike) : [this.#balancer(parts, alike)]) : []),
    ];
  }

  /** Knative has a gateway of its own, which takes one host name at a time. */
  #domainMappings(parts: ContainerParts): ApiObject[] {
    return this.exposure.hosts.map(
      (host) =>
        new ApiObject(this, `Host-${host}`, {
          ...DOMAIN_MAPPING,
          metadata: { name: host, labels: parts.labels },
          spec: domainMappingSpec(parts),
        }),
    );
  }

  #policy({ name, labels, selector, zone, exposures }: ContainerParts): ApiObject {
    return new k8s.KubeNetworkPolicy(this, "Policy", {
      metadata: { name: derivedName(name, "exposed"), labels },
      spec: exposedPolicy(exposures, selector, zone),
    });
  }

  /** The host name of replicas that look for each other leads to those that are not ready too: no way in for requests. */
  #http(parts: ContainerParts, ways: readonly Exposure[]): ApiObject[] {
    const { name, labels } = parts;
    if (!hasPeers(parts)) return [this.#ingress(parts, ways, name)];
    const ready = derivedName(name, "ready");
    return [
      new k8s.KubeService(this, "Ready", { metadata: { name: ready, labels }, spec: readyServiceSpec(parts) }),
      this.#ingress(parts, ways, ready),
    ];
  }

  #ingress(parts: ContainerParts, ways: readonly Exposure[], service: string): ApiObject {
    const { name, labels, zone } = parts;
    return new k8s.KubeIngress(this, "Ingress", {
      metadata: { name, labels, annotations: { [ISSUER_ANNOTATION]: zone.issuer } },
      spec: ingressSpec(parts, ways, service),
    });
  }

  #balancer(parts: ContainerParts, ways: readonly Exposure[]): ApiObject {
    const { name, labels } = parts;
    return new k8s.KubeService(this, "Service", {
      metadata: {
        name: derivedName(name, "public"),
        labels,
        annotations: { [DNS_ANNOTATION]: hostsOf(ways).join(",") },
      },
      spec: publicServiceSpec(parts, ways),
    });
  }
}

/** The addresses of a container. The id of the first says nothing, that of a further one what it is. */
export function addressesOf(scope: Construct, parts: ContainerParts): readonly Address[] {
  return parts.exposures.map((exposure, index) => {
    const said = `Address-${exposure.protocol}-${isHttp(exposure) ? exposure.port : exposure.publicPort}`;
    const id = index === 0 ? "Address" : freeId(scope, said);
    return new Address(scope, id, parts, exposure);
  });
}

function isHttp({ protocol }: Exposure): boolean {
  return protocol === "http";
}

function freeId(scope: Construct, wanted: string): string {
  let id = wanted;
  for (let number = 2; scope.node.tryFindChild(id); number++) id = `${wanted}-${number}`;
  return id;
}
