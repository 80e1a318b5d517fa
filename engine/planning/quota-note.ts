import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import { formatBytes, formatCores, parseQuantity } from "./quantity.ts";
import { requestedResources } from "./requested-resources.ts";

/**
 * What the project asks for, of what its claim holds: a note, or a warning when it does not fit, in which case some pods
 * would never start. Nothing when the tree has no quota.
 */
export function quotaNotes(manifests: readonly Manifest[]): Diagnostic[] {
  const quota = manifests.find(({ kind }) => kind === "ResourceQuota");
  const hard = (quota?.spec as { hard?: Readonly<Record<string, unknown>> } | undefined)?.hard;
  if (!hard) return [];
  const asked = Object.entries(requestedResources(manifests)).flatMap(([resource, amount]) => {
    const limit = parseQuantity(hard[resource]);
    return limit === undefined || amount === 0 ? [] : [{ resource, amount, limit }];
  });
  const excess = asked.filter(({ amount, limit }) => amount > limit * (1 + 1e-9));
  if (excess.length) return excess.map(({ resource, amount, limit }) => exceeds(resource, amount, limit));
  const parts = asked.map(({ resource, amount, limit }) => `${share(resource, amount, limit)} ${resource}`);
  return parts.length ? [{ severity: "note", code: "quota", message: `asks for ${parts.join(", ")}` }] : [];
}

function exceeds(resource: string, amount: number, limit: number): Diagnostic {
  return {
    severity: "warning",
    code: "claim-exceeded",
    message: `the project asks for more ${resource} than its claim holds, so some of it will not start`,
    got: format(resource, amount),
    allowed: `at most ${format(resource, limit)}`,
    fix: "ask for less, run fewer replicas, or take a larger claim",
  };
}

function share(resource: string, amount: number, limit: number): string {
  return `${format(resource, amount)} of ${format(resource, limit)}`;
}

function format(resource: string, amount: number): string {
  if (resource.endsWith("cpu")) return formatCores(amount);
  return resource.endsWith("memory") || resource.endsWith("storage") ? formatBytes(amount) : String(amount);
}
