import type { ContainerParts } from "./container-parts.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Manifest } from "./manifest.ts";
import { amountsOf } from "./objects/resources.ts";
import type { Project } from "./project.ts";
import { type Amount, canonicalQuantity, thousandths } from "./quantity.ts";

/** One thing a claim counts: how much of it a project asks for, in thousandths. */
interface Use {
  readonly what: string;
  readonly used: bigint;
  readonly claimed: Amount;
}

/** Warns where a project asks for more than its claim, or leaves no room to update: the zone would let it wait. */
export function checkClaim(project: Project, manifests: readonly Manifest[]): Diagnostic[] {
  const { zone, volumes } = project;
  const { claim } = zone;
  const workloads = project.containers.flatMap(({ parts }) => (parts ? [parts] : []));
  const count = (kind: string) => BigInt(manifests.filter((manifest) => manifest.kind === kind).length) * 1000n;
  const compute: Use[] = [
    { what: "cpu", used: sum(workloads.map((parts) => cpuOf(parts) * replicasOf(parts))), claimed: claim.cpu },
    { what: "memory", used: sum(workloads.map((parts) => memoryOf(parts) * replicasOf(parts))), claimed: claim.memory },
  ];
  const others: Use[] = [
    { what: "storage", used: sum(volumes.map(({ spec }) => thousandths(spec.size))), claimed: claim.storage },
    { what: "pods", used: sum(workloads.map(replicasOf)) * 1000n, claimed: claim.pods },
    { what: "services", used: count("Service"), claimed: claim.services },
    { what: "volumes", used: count("PersistentVolumeClaim"), claimed: claim.volumes },
  ];
  const exceeded = [...compute, ...others].filter(({ used, claimed }) => used > thousandths(claimed));
  return [
    ...exceeded.map((use) => claimExceeded(use, zone.name)),
    ...(exceeded.length === 0 ? noRoomToUpdate(project, compute) : []),
  ];
}

function claimExceeded({ what, used, claimed }: Use, zone: string): Diagnostic {
  return {
    severity: "warning",
    code: "claim-exceeded",
    message: `the project asks for more ${what} than its claim in ${zone} holds`,
    got: inUnits(what, used),
    allowed: canonicalQuantity(claimed),
  };
}

/** A container that runs once is replaced by starting its successor beside it, unless a volume forbids that. */
function noRoomToUpdate({ containers, zone }: Project, [cpu, memory]: readonly Use[]): Diagnostic[] {
  return containers.flatMap(({ name, parts }, index) => {
    if (parts?.replicas !== 1 || parts.spec.options?.deployment === "self-managed") return [];
    if ((parts.spec.options?.volumes ?? []).length > 0) return [];
    const lacking = [
      { use: cpu as Use, needed: cpuOf(parts) },
      { use: memory as Use, needed: memoryOf(parts) },
    ].filter(({ use, needed }) => use.used + needed > thousandths(use.claimed));
    return lacking.map(({ use: { what, used, claimed }, needed }) => ({
      severity: "warning",
      code: "no-room-to-update",
      message: `an update of ${name} starts the new one before the old one ends: the claim in ${zone.name} has too little ${what} left for both`,
      path: ["containers", index, "options", "resources"],
      got: inUnits(what, needed),
      allowed: inUnits(what, thousandths(claimed) - used),
    }));
  });
}

function cpuOf({ spec, zone }: ContainerParts): bigint {
  return thousandths(amountsOf(spec.options?.resources, zone.claim).requests.cpu);
}

function memoryOf({ spec, zone }: ContainerParts): bigint {
  return thousandths(amountsOf(spec.options?.resources, zone.claim).requests.memory);
}

function replicasOf({ replicas }: ContainerParts): bigint {
  return BigInt(replicas);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function inUnits(what: string, amount: bigint): string {
  const bytes = what === "memory" || what === "storage";
  return canonicalQuantity(bytes ? `${amount / 1024_000n}Ki` : `${amount}m`);
}
