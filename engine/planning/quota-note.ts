import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import { formatBytes, formatCores, parseQuantity } from "./quantity.ts";
import { requestedResources } from "./requested-resources.ts";

/**
 * What the project asks for, of what its claim holds: a note, or a warning when it does not fit, in which case some pods
 * would never start. Nothing when the tree has no quota.
 */
export function quotaNotes(manifests: readonly Manifest[]): Diagnostic[] {
  const asked = quotaUse(manifests).filter(({ amount }) => amount > 0);
  const excess = asked.filter(({ amount, limit }) => amount > limit * (1 + 1e-9));
  if (excess.length) return excess.map(({ resource, amount, limit }) => exceeds(resource, amount, limit));
  const parts = asked.map(({ resource, amount, limit }) => `${share(resource, amount, limit)} ${resource}`);
  return parts.length ? [{ severity: "note", code: "quota", message: `asks for ${parts.join(", ")}` }] : [];
}

/** How much of what a claim holds a project asks for. Amounts in cores, bytes, pieces. */
export interface QuotaUse {
  /** As a ResourceQuota names it: `requests.cpu`. */
  readonly resource: string;
  readonly amount: number;
  readonly limit: number;
}

/** What the project asks for, of each thing that its claim counts. Empty when the tree has no quota. */
export function quotaUse(manifests: readonly Manifest[]): QuotaUse[] {
  const quota = manifests.find(({ kind }) => kind === "ResourceQuota");
  const hard = (quota?.spec as { hard?: Readonly<Record<string, unknown>> } | undefined)?.hard;
  if (!hard) return [];
  const requested = requestedResources(manifests);
  return Object.entries(hard).flatMap(([resource, bound]) => {
    const limit = parseQuantity(bound);
    const amount = requested[resource] ?? (COUNTED.has(resource) ? 0 : undefined);
    return limit === undefined || amount === undefined ? [] : [{ resource, amount, limit }];
  });
}

/** What is asked for by none of the objects is not used; of other resources it is not known who uses them. */
const COUNTED: ReadonlySet<string> = new Set([
  "requests.cpu",
  "requests.memory",
  "requests.storage",
  "pods",
  "services",
  "persistentvolumeclaims",
]);

function exceeds(resource: string, amount: number, limit: number): Diagnostic {
  return {
    severity: "warning",
    code: "claim-exceeded",
    message: `the project asks for more ${resource} than its claim holds, so some of it will not start`,
    got: formatAmount(resource, amount),
    allowed: `at most ${formatAmount(resource, limit)}`,
    fix: "ask for less, run fewer replicas, or take a larger claim",
  };
}

function share(resource: string, amount: number, limit: number): string {
  return `${formatAmount(resource, amount)} of ${formatAmount(resource, limit)}`;
}

/** An amount for people. */
export function formatAmount(resource: string, amount: number): string {
  if (resource.endsWith("cpu")) return formatCores(amount);
  return resource.endsWith("memory") || resource.endsWith("storage") ? formatBytes(amount) : String(amount);
}
