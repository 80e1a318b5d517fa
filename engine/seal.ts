import { type Diagnosed, type Diagnostic, formatPath, hasErrors, type ValuePath } from "../constructs/diagnostic.ts";
import { ANNOTATION, type Manifest, objectId } from "../constructs/manifest.ts";
import { encodeValue, hasSecret, SECRET_REFERENCE, secretReference } from "../constructs/secret-reference.ts";
import type { Secrets } from "../templates/evaluation.ts";
import { describeObject } from "./kubernetes/object-path.ts";
import type { SecretKey } from "./secret-key.ts";

/** Values by sealed reference (`⟦secret:NAME#HASH⟧`), encoded as it asks for. Kept in memory alone, beside everything that is shown or stored. */
export type SealedValues = ReadonlyMap<string, string>;

export interface SealedManifests {
  readonly manifests: readonly Manifest[];
  readonly values: SealedValues;
}

/**
 * Puts a sealed reference in place of every open one, so that a changed secret is a changed manifest, and in place of
 * every other value of a Secret, so that none of those is ever planned, logged or stored either.
 */
export function sealManifests(
  manifests: readonly Manifest[],
  secrets: Secrets,
  key: SecretKey,
): Diagnosed<SealedManifests> {
  const sealing = new Sealing(secrets, key);
  const sealed = manifests.map((manifest) => sealing.manifest(manifest));
  const { diagnostics, values } = sealing;
  return hasErrors(diagnostics) ? { diagnostics } : { value: { manifests: sealed, values }, diagnostics };
}

/** The sealed form of a value that is a Secret's own, not one of the project's named secrets. */
export function sealInline(dataKey: string, value: string, key: SecretKey): string {
  return secretReference(inlineName(dataKey), key.hash(inlineName(dataKey), value));
}

/** Keys of a Secret may begin with a digit or a dot, names of secrets may not. */
function inlineName(dataKey: string): string {
  const name = dataKey.slice(0, 100);
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

class Sealing {
  readonly diagnostics: Diagnostic[] = [];
  readonly values = new Map<string, string>();
  readonly #secrets: Secrets;
  readonly #key: SecretKey;

  constructor(secrets: Secrets, key: SecretKey) {
    this.#secrets = secrets;
    this.#key = key;
  }

  manifest(manifest: Manifest): Manifest {
    const isSecret = manifest.apiVersion === "v1" && manifest.kind === "Secret";
    const sealed: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(manifest)) {
      const holdsValues = isSecret && (field === "stringData" || field === "data");
      sealed[field] = holdsValues ? this.#secretData(manifest, field, value) : this.#value(manifest, [field], value);
    }
    return sealed as unknown as Manifest;
  }

  #secretData(manifest: Manifest, field: string, data: unknown): unknown {
    if (typeof data !== "object" || data === null) return data;
    const entries = Object.entries(data).map(([key, value]) => {
      const text = String(value ?? "");
      const open = field === "stringData" && hasSecret(text);
      return [key, open ? this.#text(manifest, [field, key], text) : this.#inline(key, text)];
    });
    return Object.fromEntries(entries);
  }

  #inline(dataKey: string, value: string): string {
    const reference = sealInline(dataKey, value, this.#key);
    this.values.set(reference, value);
    return reference;
  }

  #value(manifest: Manifest, path: ValuePath, value: unknown): unknown {
    if (typeof value === "string") return hasSecret(value) ? this.#outside(manifest, path, value) : value;
    if (Array.isArray(value)) return value.map((item, index) => this.#value(manifest, [...path, index], item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#value(manifest, [...path, key], item)]),
    );
  }

  /** Outside of Secrets only the annotation that makes pods restart may name secrets; elsewhere a value would be readable. */
  #outside(manifest: Manifest, path: ValuePath, text: string): string {
    if (path.at(-1) === ANNOTATION.secrets && path.at(-2) === "annotations") return this.#text(manifest, path, text);
    this.#report(manifest, path, {
      code: "secret-outside-secret",
      message: "a secret stands where its value could be read by anyone who sees the object",
      fix: "give it to the container as an environment variable",
    });
    return text;
  }

  #text(manifest: Manifest, path: ValuePath, text: string): string {
    return text.replace(SECRET_REFERENCE, (reference, name: string, encodings: string) => {
      const value = this.#secrets.get(name);
      if (value === undefined) {
        const names = [...this.#secrets.keys()].join(", ") || "none";
        const message = `secret ${JSON.stringify(name)} has no value`;
        this.#report(manifest, path, {
          code: "undeclared-secret",
          message,
          allowed: names,
          fix: "declare it as a variable",
        });
        return reference;
      }
      const sealed = secretReference(name, this.#key.hash(name, value), encodings);
      this.values.set(sealed, encodeValue(value, encodings));
      return sealed;
    });
  }

  #report(manifest: Manifest, path: ValuePath, finding: Omit<Diagnostic, "severity">): void {
    const where = `${describeObject(objectId(manifest))} ${formatPath(path)}`;
    this.diagnostics.push({ ...finding, severity: "error", message: `${where}: ${finding.message}` });
  }
}
