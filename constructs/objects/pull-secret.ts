import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { Construct } from "constructs";
import { z } from "zod";
import { fromRegistry } from "../image-name.ts";
import { encodeSecrets } from "../secret-reference.ts";
import { RegistrySpec } from "../spec.ts";

/** Name of the Secret with the passwords of all registries of a project. */
export const PULL_SECRET = "registries";

/** Under which the kubelet looks for the password of Docker Hub (Kubernetes, pkg/credentialprovider). */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/** The Secret that kubelets fetch images with. Undefined registries are malformed ones as well: that is told elsewhere. */
export function registryObjects(scope: Construct, registries: readonly RegistrySpec[] = []): ApiObject[] {
  const sound = z.array(RegistrySpec).safeParse(registries).data ?? [];
  if (sound.length === 0) return [];
  return [
    new k8s.KubeSecret(scope, "Registries", {
      metadata: { name: PULL_SECRET },
      type: "kubernetes.io/dockerconfigjson",
      stringData: { ".dockerconfigjson": dockerConfig(sound) },
    }),
  ];
}

/** The pull secret for pods of which an image comes from one of the registries. */
export function pullSecrets(
  images: readonly string[],
  registries: readonly RegistrySpec[] = [],
): k8s.LocalObjectReference[] {
  const needed = registries.some(({ host }) => images.some((image) => fromRegistry(image, host)));
  return needed ? [{ name: PULL_SECRET }] : [];
}

/** The file `config.json` of Docker, with secrets as they stand in a JSON text. */
function dockerConfig(registries: readonly RegistrySpec[]): string {
  const auths = Object.fromEntries(
    registries.map(({ host, username, password }) => [keyOf(host), { username, password }]),
  );
  return encodeSecrets(JSON.stringify({ auths }), "json");
}

function keyOf(host: string): string {
  return fromRegistry("library/any", host) ? DOCKER_HUB_KEY : host;
}
