import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { dnsName } from "./dns-name.ts";
import { quantity } from "./objects/resources.ts";
import { Project } from "./project.ts";
import { VolumeSpec } from "./spec.ts";

/** The same words as a volume of a spec. */
export interface VolumeProps extends Omit<VolumeSpec, "name"> {
  /** @default - the id */
  readonly name?: string;
}

/** Storage that outlives containers; they mount it by `options.volumes`. */
export class Volume extends Construct {
  readonly name: string;
  readonly spec: VolumeSpec;
  readonly objects: readonly ApiObject[];

  /** Stands below a scope `Volumes` of its own, since a container may have the same name. */
  constructor(scope: Construct, id: string, props: VolumeProps) {
    super(scope.node.tryFindChild("Volumes") ?? new Construct(scope, "Volumes"), id);
    const project = Project.of(this);
    this.name = props.name ?? id;
    this.spec = { ...props, name: this.name };
    this.objects = VolumeSpec.safeParse(this.spec).success ? [this.#claim(project)] : [];
    project.add({ volume: this });
  }

  #claim({ zone }: Project): ApiObject {
    return new k8s.KubePersistentVolumeClaim(this, "Claim", {
      metadata: { name: dnsName(this.name) },
      spec: {
        accessModes: [this.spec.access === "many" ? "ReadWriteMany" : "ReadWriteOnce"],
        resources: { requests: { storage: quantity(this.spec.size) } },
        ...(zone.storageClass && { storageClassName: zone.storageClass }),
      },
    });
  }
}
