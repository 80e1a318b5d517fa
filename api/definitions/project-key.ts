import { randomBytes } from "node:crypto";
import { SecretKey } from "../../engine/secret-key.ts";
import type { HeldVariable } from "../database/tables.ts";
import type { Platform } from "../platform.ts";

const KEY_BYTES = 32;
const MOST_KEPT = 2000;

/** Unwrapped keys of the projects that were asked for last, by what they were unwrapped from. */
const unwrapped = new WeakMap<SecretKey, Map<string, SecretKey>>();

/** A new project's own key, encrypted with the platform's and tied to the project: that of another is of no use to it. */
export function newDataKey(secretKey: SecretKey, projectId: string): string {
  return secretKey.encrypt(randomBytes(KEY_BYTES).toString("base64"), keyContext(projectId));
}

/**
 * The key that a project's secrets are encrypted and hashed with. Throws when it was encrypted with another key of the
 * platform.
 */
export function projectKey(
  { secretKey }: Pick<Platform, "secretKey">,
  { id, dataKey }: { readonly id: string; readonly dataKey: string },
): SecretKey {
  const kept = keysOf(secretKey);
  const name = `${id} ${dataKey}`;
  const key =
    kept.get(name) ?? new SecretKey(new Uint8Array(Buffer.from(secretKey.decrypt(dataKey, keyContext(id)), "base64")));
  kept.delete(name);
  kept.set(name, key);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
  return key;
}

/** A variable as it is kept: the value of a secret encrypted for this project and this name alone. */
export function holdVariable(
  key: SecretKey,
  projectId: string,
  { name, value, secret }: { readonly name: string; readonly value: string; readonly secret: boolean },
): HeldVariable {
  return secret
    ? { name, secret, encrypted: key.encrypt(value, variableContext(projectId, name)) }
    : { name, secret, value };
}

/** The value of a held variable; undefined when it holds none, as an entry of a change set that removes it. */
export function plainValue(key: SecretKey, projectId: string, variable: HeldVariable): string | undefined {
  const { name, secret, value, encrypted } = variable;
  if (!secret) return value;
  return encrypted === undefined ? undefined : key.decrypt(encrypted, variableContext(projectId, name));
}

function keysOf(secretKey: SecretKey): Map<string, SecretKey> {
  const known = unwrapped.get(secretKey);
  if (known) return known;
  const fresh = new Map<string, SecretKey>();
  unwrapped.set(secretKey, fresh);
  return fresh;
}

function keyContext(projectId: string): string {
  return `project key ${projectId}`;
}

function variableContext(projectId: string, name: string): string {
  return `variable ${projectId} ${name}`;
}
