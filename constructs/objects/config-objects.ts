import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { ContainerParts } from "../container-parts.ts";
import { containerVariables } from "../container-variables.ts";
import { fileSet } from "../file-set.ts";
import { fileObjectName, filesOf } from "../mounted-files.ts";
import type { PodPart } from "../pod-part.ts";
import { LateConfigMap, LateSecret } from "./late-objects.ts";

/** The ConfigMaps and Secrets from which the images of a container get their environment and their files. */
export function configObjects(scope: Construct, parts: ContainerParts): ApiObject[] {
  return parts.pod.flatMap((part) => [environmentSecret(scope, parts, part), ...fileObjects(scope, parts, part)]);
}

/** What is secret in the environment of one image. */
function environmentSecret(scope: Construct, parts: ContainerParts, part: PodPart): ApiObject {
  const id = part.role === "container" ? "Environment" : `Environment-${part.name}`;
  const metadata = { name: part.secretObject, labels: parts.labels };
  return new LateSecret(scope, id, metadata, () => containerVariables(part, parts.values).secret);
}

function fileObjects(scope: Construct, parts: ContainerParts, part: PodPart): ApiObject[] {
  const { name: container, labels } = parts;
  return part.mounts.flatMap((mount) => {
    const files = filesOf(mount);
    if (!files) return [];
    const name = fileObjectName(container, part, mount);
    // Two mounts at one path are told as an error; until then their constructs need ids of their own.
    const id = scope.node.tryFindChild(`ConfigMap-${name}`) ? `${name}-again` : name;
    const held = () => fileSet(name, files, parts.values);
    return [
      new LateConfigMap(scope, `ConfigMap-${id}`, { name, labels }, () => held().plain.data),
      new LateSecret(scope, `Secret-${id}`, { name, labels }, () => held().secret.data),
    ];
  });
}
