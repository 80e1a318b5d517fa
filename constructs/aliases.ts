import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import type { ContainerParts } from "./container-parts.ts";
import { dnsName } from "./dns-name.ts";
import { serviceSpec } from "./objects/services.ts";

/** Further host names of a container: Services that lead where its own one does. */
export function aliasServices(scope: Construct, parts: ContainerParts): ApiObject[] {
  const names = [...new Set((parts.spec.options?.aliases ?? []).map(dnsName))];
  if (names.length === 0) return [];
  const aliases = new Construct(scope, "Aliases");
  return names.map(
    (name) =>
      new k8s.KubeService(aliases, name, { metadata: { name, labels: parts.labels }, spec: serviceSpec(parts) }),
  );
}
