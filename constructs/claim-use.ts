import type { Diagnostic } from "./diagnostic.ts";
import type { Manifest } from "./manifest.ts";
import { DEFAULT_CPU, DEFAULT_MEMORY } from "./objects/resources.ts";
import type { Project } from "./project.ts";
import { canonicalQuantity, multiply, thousandths } from "./quantity.ts";

/** Warns where a project asks for more than its claim: the zone would leave the rest waiting. */
export function checkClaim({ containers, volumes, zone }: Project, manifests: readonly Manifest[]): Diagnostic[] {
  const workloads = containers.flatMap(({ parts }) => (parts ? [parts] : []));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const count = (kind: string) => manifests.filter((manifest) => manifest.kind === kind).length;
  const { claim } = zone;
  const uses: readonly [string, bigint, string | number][] = [
    [
      "cpu",
      sum(workloads.map(({ spec, replicas }) => multiply(spec.options?.resources?.cpu ?? DEFAULT_CPU, replicas))),
      claim.cpu,
    ],
    [
      "memory",
      sum(workloads.map(({ spec, replicas }) => multiply(spec.options?.resources?.memory ?? DEFAULT_MEMORY, replicas))),
      claim.memory,
    ],
    ["storage", sum(volumes.map(({ spec }) => thousandths(spec.size))), claim.storage],
    ["pods", sum(workloads.map(({ replicas }) => BigInt(replicas) * 1000n)), claim.pods],
    ["services", BigInt(count("Service")) * 1000n, claim.services],
    ["volumes", BigInt(count("PersistentVolumeClaim")) * 1000n, claim.volumes],
  ];
  return uses.flatMap(([what, used, allowed]) =>
    used <= thousandths(allowed) ? [] : [exceeded(what, used, allowed, zone.name)],
  );
}

function exceeded(what: string, used: bigint, allowed: string | number, zone: string): Diagnostic {
  const bytes = what === "memory" || what === "storage";
  return {
    severity: "warning",
    code: "claim-exceeded",
    message: `the project asks for more ${what} than its claim in ${zone} holds`,
    got: canonicalQuantity(bytes ? `${used / 1000n / 1024n}Ki` : `${used}m`),
    allowed: canonicalQuantity(allowed),
  };
}
