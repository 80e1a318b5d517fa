import { createHash } from "node:crypto";
import type { ContainerParts } from "./container-parts.ts";
import { containerVariables } from "./container-variables.ts";
import { groupObjects } from "./environment-values.ts";
import { ANNOTATION } from "./manifest.ts";
import { mountParts } from "./mount-parts.ts";
import { secretReferences } from "./secret-reference.ts";

const HASH_LENGTH = 16;

/**
 * What pods say of the ConfigMaps and Secrets they get environment and files from, so that a changed one restarts just
 * its users: the secrets, which are sealed with a hash of their values, and a hash of all else.
 */
export function valueAnnotations(parts: ContainerParts): Readonly<Record<string, string>> {
  const { pod, values } = parts;
  const groups = [...new Set(pod.flatMap(({ run }) => run.environmentFrom ?? []))].sort();
  const held = [
    ...pod.map((part) => [part.secretObject, containerVariables(part, values).secret]),
    ...groups.map((name) => [name, groupObjects(name, values)]),
    ...mountParts(parts).files.map(({ name, plain, secret }) => [name, plain.data, secret.data]),
  ].filter(([, ...data]) => data.some((texts) => Object.keys(texts as object).length > 0));
  if (held.length === 0) return {};
  const text = JSON.stringify(held);
  const secrets = secretReferences(text).sort();
  return {
    ...(secrets.length > 0 && { [ANNOTATION.secrets]: secrets.join(" ") }),
    [ANNOTATION.values]: createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH),
  };
}
