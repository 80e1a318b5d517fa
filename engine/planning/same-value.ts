import { sameQuantity } from "./quantity.ts";

/** Maps whose values are quantities, by the name of the map. */
const QUANTITY_MAPS = new Set(
  "requests limits hard capacity min max default defaultRequest maxLimitRequestRatio allocatedResources".split(" "),
);
const QUANTITY_FIELDS = new Set("sizeLimit divisor averageValue".split(" "));

/** Path of a field, by the names of its steps; elements of lists are `[…]`. */
export type FieldPath = readonly string[];

/** Whether a desired scalar and a live one say the same, given what the API server rewrites. */
export function sameScalar(path: FieldPath, desired: unknown, live: unknown): boolean {
  return desired === live || (isQuantity(path) && sameQuantity(desired, live));
}

function isQuantity(path: FieldPath): boolean {
  const [parent = "", field = ""] = path.slice(-2);
  return QUANTITY_MAPS.has(parent) || QUANTITY_FIELDS.has(field) || (parent === "target" && field === "value");
}

/** The API server leaves out fields that hold nothing: false, 0, "", {}, []. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return true;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Maps that are left out when empty. Of other objects it matters that they are there: `namespaceSelector: {}`. */
const PLAIN_MAPS = new Set("labels annotations matchLabels nodeSelector requests limits".split(" "));

/** Whether it is all the same that the value is there, in a place where no managed fields tell. */
export function holdsNothing(path: FieldPath, value: unknown, strict: boolean): boolean {
  if (!isEmpty(value)) return false;
  return !strict || !isObject(value) || PLAIN_MAPS.has(path.at(-1) ?? "");
}

/** What API servers fill in inside of lists that are owned as a whole, where managed fields do not tell. */
const DEFAULTS: Readonly<Record<string, readonly unknown[]>> = {
  protocol: ["TCP"],
  apiVersion: ["v1"],
  kind: ["PersistentVolumeClaim"],
  volumeMode: ["Filesystem"],
  expirationSeconds: [3600],
  apiGroup: ["", "rbac.authorization.k8s.io"],
  scope: ["*"],
  phase: ["Pending"],
};
const EMPTY_DEFAULTS = new Set("resources status securityContext strategy metadata".split(" "));

export function isDefault(field: string, value: unknown): boolean {
  if (DEFAULTS[field]?.includes(value)) return true;
  if (isEmpty(value)) return !isObject(value) || PLAIN_MAPS.has(field) || EMPTY_DEFAULTS.has(field);
  return isObject(value) && Object.entries(value).every(([key, item]) => isDefault(key, item));
}

export function formatFieldPath(path: FieldPath): string {
  return path.map((step, index) => (index === 0 || step.startsWith("[") ? step : `.${step}`)).join("");
}
