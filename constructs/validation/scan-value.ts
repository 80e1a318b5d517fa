import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { hasExpression } from "../expressions/split-text.ts";
import { hasSecret, SECRET_REFERENCE, secretReference } from "../secret-reference.ts";
import { showValue } from "./show-value.ts";

/** Bounds of a definition: far beyond any real one, far below what would hurt. */
export const LIMITS = { depth: 16, values: 200_000, text: 262_144, diagnostics: 200 } as const;

/** Keys that would reach into the prototype of a plain object. */
const PROTOTYPE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Where an image is run: the container itself, its init containers, its sidecars. */
const RUNS: readonly ValuePath[] = [
  ["containers", "*"],
  ["containers", "*", "options", "init", "*"],
  ["containers", "*", "options", "sidecars", "*"],
];

const MOUNTS: readonly ValuePath[] = RUNS.map((run) =>
  run.length === 2 ? [...run, "options", "volumes", "*"] : [...run, "volumes", "*"],
);

/** Where a secret may stand, since it can be kept in a Secret there: `*` is any key or index. */
const SECRET_PLACES: readonly ValuePath[] = [
  ...RUNS.flatMap((run) => ["environment", "command", "args"].map((key) => [...run, key, "*"])),
  ...MOUNTS.flatMap((mount) => [
    [...mount, "file"],
    [...mount, "files", "*"],
    [...mount, "projected", "files", "*"],
  ]),
  ["containers", "*", "options", "zones", "*", "environment", "*"],
  ["environmentGroups", "*", "*"],
  ["registries", "*", "username"],
  ["registries", "*", "password"],
];

interface Scan {
  readonly diagnostics: Diagnostic[];
  readonly above: Set<object>;
  values: number;
}

/**
 * What must hold before a schema looks at a value that came from outside: plain JSON of bounded depth and size, no keys
 * that reach into prototypes, and secrets only where they can be kept.
 */
export function scanValue(value: unknown): Diagnostic[] {
  const scan: Scan = { diagnostics: [], above: new Set(), values: 0 };
  visit(value, [], scan);
  return scan.diagnostics;
}

function visit(value: unknown, path: ValuePath, scan: Scan): void {
  scan.values += 1;
  if (scan.values > LIMITS.values) {
    if (scan.values === LIMITS.values + 1) {
      report(scan, [], "too-large", "the definition is too large", { allowed: `at most ${LIMITS.values} values` });
    }
    return;
  }
  if (typeof value === "string") visitText(value, path, scan);
  else if (typeof value === "object" && value !== null) visitObject(value, path, scan);
  else if (!isPlainScalar(value)) {
    report(scan, path, "not-plain", "not a plain value", { got: showValue(value), allowed: "what JSON can hold" });
  }
}

function isPlainScalar(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "boolean" || Number.isFinite(value);
}

function visitText(text: string, path: ValuePath, scan: Scan): void {
  if (text.includes("\0")) {
    report(scan, path, "nul", "text with a NUL character", { fix: "leave it out: no program can be given one" });
  } else if (text.length > LIMITS.text) {
    report(scan, path, "too-large", "text too long", {
      got: `${text.length} characters`,
      allowed: `at most ${LIMITS.text} characters`,
    });
  } else {
    if (hasSecret(text)) visitSecret(text, path, scan);
    if (hasExpression(text)) visitExpression(path, scan);
  }
}

/** Texts for people may hold anything; elsewhere an expression that is not filled in would come as a surprise. */
function visitExpression(path: ValuePath, scan: Scan): void {
  if (path[0] !== "containers" || SECRET_PLACES.some((place) => matches(place, path))) return;
  report(scan, path, "expression-not-allowed-here", "${{ }} is not filled in here", {
    got: "${{",
    allowed: "environment, command, args and files of a container, environment groups",
  });
}

function visitSecret(text: string, path: ValuePath, scan: Scan): void {
  if (!SECRET_PLACES.some((place) => matches(place, path))) {
    report(scan, path, "secret-not-allowed-here", "a secret cannot stand here: it would be shown", {
      allowed: "environment, command, args and files of a container, environment groups, registries",
    });
  } else if (hasSecret(text.replace(SECRET_REFERENCE, (reference) => (reference.includes("#") ? reference : "")))) {
    report(scan, path, "malformed-secret-reference", "not a reference to a secret", {
      allowed: secretReference("NAME"),
    });
  }
}

function visitObject(value: object, path: ValuePath, scan: Scan): void {
  if (path.length >= LIMITS.depth) {
    report(scan, path, "too-deep", "nested too deep", { allowed: `at most ${LIMITS.depth} levels` });
  } else if (scan.above.has(value)) {
    report(scan, path, "not-plain", "a value that contains itself", {});
  } else if (!isPlainObject(value)) {
    report(scan, path, "not-plain", "not a plain value", { allowed: "what JSON can hold" });
  } else {
    scan.above.add(value);
    if (Array.isArray(value)) for (const [index, inner] of value.entries()) visit(inner, [...path, index], scan);
    else for (const key of Object.keys(value)) visitKey(value, key, path, scan);
    scan.above.delete(value);
  }
}

function visitKey(value: object, key: string, path: ValuePath, scan: Scan): void {
  if (PROTOTYPE_KEYS.has(key)) {
    report(scan, [...path, key], "unknown-key", `unknown key ${JSON.stringify(key)}`, { fix: "leave it out" });
  } else if (hasSecret(key)) {
    report(scan, path, "secret-not-allowed-here", "a secret cannot be a key: it would be shown", {});
  } else {
    visit((value as Record<string, unknown>)[key], [...path, key], scan);
  }
}

function isPlainObject(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function matches(place: ValuePath, path: ValuePath): boolean {
  return place.length === path.length && place.every((step, index) => step === "*" || step === path[index]);
}

function report(
  scan: Scan,
  path: ValuePath,
  code: string,
  message: string,
  facts: Pick<Diagnostic, "got" | "allowed" | "fix">,
): void {
  scan.diagnostics.push({ severity: "error", code, message, path, ...facts });
}
