import { MANAGER } from "../../constructs/manifest.ts";
import type { LiveObject } from "../zone-client.ts";

/**
 * Fields that a manager owns, as the API server records them (FieldsV1): `f:NAME` a field, `k:{…}` an element of a
 * list with keys, `v:…` an element of a set, `.` the thing itself. Without children: a scalar, or a list or map that is
 * owned as a whole. So it also says, for any kind, how each list is merged.
 */
export interface FieldSet {
  readonly [key: string]: FieldSet;
}

interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: FieldSet;
}

/** Fields of the object that Espalier has applied; `undefined` when it never has. */
export function appliedFields(live: LiveObject): FieldSet | undefined {
  const entries = live.metadata.managedFields as readonly ManagedFields[] | undefined;
  return entries?.find(
    ({ manager, operation, subresource }) => manager === MANAGER && operation === "Apply" && !subresource,
  )?.fieldsV1;
}

/** Owned as a whole: changed and removed in one piece. */
export function isAtomic(fields: FieldSet | undefined): boolean {
  return fields !== undefined && Object.keys(fields).every((key) => key === ".");
}

export interface OwnedElement {
  /** Values of the key fields, e.g. `{ containerPort: 80, protocol: "TCP" }`. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly fields: FieldSet;
}

/** Owned elements of a list with keys; empty when the list has none. */
export function ownedElements(fields: FieldSet | undefined): OwnedElement[] {
  const entries = Object.entries(fields ?? {}).filter(([key]) => key.startsWith("k:"));
  return entries.map(([key, owned]) => ({ key: JSON.parse(key.slice(2)), fields: owned }));
}

/** Owned elements of a set; `undefined` when the list is none. */
export function ownedMembers(fields: FieldSet | undefined): unknown[] | undefined {
  const members = Object.keys(fields ?? {}).filter((key) => key.startsWith("v:"));
  return members.length ? members.map((key) => JSON.parse(key.slice(2))) : undefined;
}
