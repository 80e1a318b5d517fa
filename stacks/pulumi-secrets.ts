import * as pulumi from "@pulumi/pulumi";
import { type Manifest, objectId } from "../constructs/manifest.ts";
import { encodeValue, SECRET_REFERENCE, secretNames } from "../constructs/secret-reference.ts";

/** Values of secrets by name. */
export type PulumiSecrets = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The manifest with its references to secrets replaced by the values, as Pulumi secrets: encrypted in the state, hidden
 * in what the CLI shows.
 *
 * @throws when a value is missing
 */
export function withSecrets(manifest: Manifest, secrets: PulumiSecrets): Record<string, unknown> {
  return replaceIn(manifest, (text) => resolve(text, secrets, objectId(manifest))) as Record<string, unknown>;
}

function replaceIn(value: unknown, replace: (text: string) => unknown): unknown {
  if (typeof value === "string") return secretNames(value).length ? replace(value) : value;
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, replace));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIn(item, replace)]));
}

function resolve(text: string, secrets: PulumiSecrets, id: string): pulumi.Output<string> {
  const names = secretNames(text);
  const missing = names.filter((name) => secrets[name] === undefined);
  if (missing.length) {
    throw new Error(
      `${id} uses the secret ${missing.join(", ")}, which has no value: add it to the argument "secrets"`,
    );
  }
  const values = pulumi.all(Object.fromEntries(names.map((name) => [name, secrets[name]!])));
  const filled = (known: Readonly<Record<string, string>>) =>
    text.replace(SECRET_REFERENCE, (_, name: string, encodings: string) => encodeValue(known[name] ?? "", encodings));
  return pulumi.secret(values.apply(filled));
}
