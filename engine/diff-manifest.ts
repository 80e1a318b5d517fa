import type { Manifest } from "../constructs/manifest.ts";
import type { FieldChange } from "./plan-types.ts";
import { APPLIED_ANNOTATION, IGNORED_LABELS, manifestHash } from "./planning/applied-hash.ts";
import { diffElements } from "./planning/diff-list.ts";
import { appliedFields, type FieldSet, isAtomic } from "./planning/field-set.ts";
import {
  type FieldPath,
  formatFieldPath,
  holdsNothing,
  isDefault,
  isEmpty,
  isObject,
  sameScalar,
} from "./planning/same-value.ts";
import type { LiveObject } from "./zone-client.ts";

/**
 * Fields in which a live object differs from its manifest.
 *
 * Fields that the manifest does not name belong to others (defaults, controllers, people) and are left alone, except
 * those that Espalier applied before and no longer wants. How lists are merged, what is owned as a whole, and what
 * somebody else has taken over, is read from the API server's own record, the managed fields. That record is blind in
 * one place, inside of lists and maps owned as a whole; there the hash of the manifest that was applied last tells
 * whether a field that is there but not wanted is a default (same hash) or was wanted before (another one).
 */
export function diffManifest(desired: Manifest, live: LiveObject): FieldChange[] {
  const owned = appliedFields(live);
  if (!owned)
    return [{ path: "metadata.managedFields", to: "applied by espalier" }, ...differ(desired, live, {}, false)];
  return differ(desired, live, owned, live.metadata.annotations?.[APPLIED_ANNOTATION] === manifestHash(desired));
}

function differ(desired: Manifest, live: LiveObject, owned: FieldSet, sameHash: boolean): FieldChange[] {
  const diff = new Diff(sameHash);
  const { apiVersion: _version, kind: _kind, metadata, status: _status, ...fields } = desired;
  const { name: _name, namespace: _namespace, ...details } = metadata;
  const { "f:metadata": ownedMetadata = {}, "f:status": _ownedStatus, ...ownedFields } = owned;
  diff.object(["metadata"], { labels: {}, annotations: {}, ...details }, live.metadata, ownedMetadata);
  diff.object([], fields, live, ownedFields);
  return diff.changes;
}

/** Collects the differences of one object. */
export class Diff {
  readonly changes: FieldChange[] = [];
  readonly #sameHash: boolean;

  /** @param sameHash whether the manifest is the one that was applied last */
  constructor(sameHash: boolean) {
    this.#sameHash = sameHash;
  }

  /** Compares a value at a path; `owned` says how it is merged. */
  value(path: FieldPath, desired: unknown, live: unknown, owned: FieldSet | undefined): void {
    if (desired === undefined || desired === null) return;
    if (live === undefined || live === null) this.#absent(path, desired, owned);
    else if (isAtomic(owned) && typeof desired === "object") this.#atomic(path, desired, live);
    else if (Array.isArray(desired)) diffElements(this, path, desired, live, owned);
    else if (isObject(desired) && isObject(live)) this.object(path, desired, live, owned);
    else this.#scalar(path, desired, live);
  }

  /** Compares field by field, and finds what is owned but no longer wanted. */
  object(path: FieldPath, desired: object, live: object, owned: FieldSet | undefined): void {
    const liveFields = live as Readonly<Record<string, unknown>>;
    for (const [field, value] of Object.entries(desired)) {
      const ownedField = owned?.[`f:${field}`];
      if (this.#isTakenOver(value, owned, ownedField)) this.whole([...path, field], value, liveFields[field], true);
      else this.value([...path, field], value, liveFields[field], ownedField);
    }
    for (const key of Object.keys(owned ?? {})) {
      const field = key.slice(2);
      if (!key.startsWith("f:") || !isNothing((desired as Readonly<Record<string, unknown>>)[field])) continue;
      this.removed([...path, field], liveFields[field]);
    }
  }

  /** Compares without knowing how it is merged. `strict`: what is live but not wanted is a difference, unless a default. */
  whole(path: FieldPath, desired: unknown, live: unknown, strict: boolean): void {
    if (isNothing(desired) || isNothing(live)) {
      if (!holdsNothing(path, desired ?? live, strict)) this.changed(path, live ?? undefined, desired ?? undefined);
    } else if (Array.isArray(desired) && Array.isArray(live) && desired.length === live.length) {
      desired.forEach((element, index) => void this.whole([...path, `[${index}]`], element, live[index], strict));
    } else if (isObject(desired) && isObject(live)) {
      for (const [field, value] of Object.entries(desired)) this.whole([...path, field], value, live[field], strict);
      for (const [field, value] of Object.entries(live)) {
        if (strict && isNothing(desired[field]) && !isDefault(field, value)) this.removed([...path, field], value);
      }
    } else this.#scalar(path, desired, live);
  }

  changed(path: FieldPath, from: unknown, to: unknown): void {
    if (isIgnored(path)) return;
    const formatted = formatFieldPath(path);
    this.changes.push({ path: formatted, ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  }

  removed(path: FieldPath, live: unknown): void {
    if (live !== undefined && live !== null) this.changed(path, live, undefined);
  }

  /** Owned as a whole. What was applied empty has since been filled in by the server, or taken over by others. */
  #atomic(path: FieldPath, desired: object, live: unknown): void {
    if (this.#sameHash && isEmpty(desired)) return;
    this.whole(path, desired, live, !this.#sameHash);
  }

  #scalar(path: FieldPath, desired: unknown, live: unknown): void {
    if (!sameScalar(path, desired, live)) this.changed(path, live, desired);
  }

  /** What holds nothing is left out by the server, but stays recorded as ours until somebody changes it. */
  #absent(path: FieldPath, desired: unknown, owned: FieldSet | undefined): void {
    if (!isEmpty(desired) || (owned === undefined && typeof desired !== "object"))
      this.changed(path, undefined, desired);
  }

  /** The manifest is the one applied last, so the field was ours; it no longer is: somebody else has changed it. */
  #isTakenOver(desired: unknown, owned: FieldSet | undefined, ownedField: FieldSet | undefined): boolean {
    return this.#sameHash && owned !== undefined && ownedField === undefined && typeof desired === "object";
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isIgnored(path: FieldPath): boolean {
  const [metadata, part, name = ""] = path;
  return metadata === "metadata" && (part === "labels" || part === "annotations") && IGNORED_LABELS.has(name);
}
