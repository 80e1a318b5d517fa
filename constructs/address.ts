import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { type ContainerParts, derivedName } from "./container-parts.ts";
import type { Exposure } from "./exposure.ts";
import { DNS_ANNOTATION, ISSUER_ANNOTATION, ingressSpec } from "./objects/ingress.ts";
import { exposedPolicy } from "./objects/network-policies.ts";
import { publicServiceSpec } from "./objects/services.ts";

/** The public address of a container: the way in, and the gap in the wall that it needs. */
export class Address extends Construct {
  readonly exposure: Exposure;
  readonly objects: readonly ApiObject[];

  constructor(scope: Construct, id: string, parts: ContainerParts, exposure: Exposure) {
    super(scope, id);
    this.exposure = exposure;
    this.objects = [
      this.#policy(parts),
      exposure.protocol === "http" ? this.#ingress(parts) : this.#loadBalancer(parts),
    ];
  }

  #policy({ name, labels, selector, zone }: ContainerParts): ApiObject {
    return new k8s.KubeNetworkPolicy(this, "Policy", {
      metadata: { name: derivedName(name, "exposed"), labels },
      spec: exposedPolicy(this.exposure, selector, zone),
    });
  }

  #ingress(parts: ContainerParts): ApiObject {
    const { name, labels, zone } = parts;
    return new k8s.KubeIngress(this, "Ingress", {
      metadata: { name, labels, annotations: { [ISSUER_ANNOTATION]: zone.issuer } },
      spec: ingressSpec(parts, this.exposure),
    });
  }

  #loadBalancer(parts: ContainerParts): ApiObject {
    const { name, labels } = parts;
    return new k8s.KubeService(this, "Service", {
      metadata: {
        name: derivedName(name, "public"),
        labels,
        annotations: { [DNS_ANNOTATION]: this.exposure.hosts.join(",") },
      },
      spec: publicServiceSpec(parts, this.exposure),
    });
  }
}
