import type { Diagnostic } from "./diagnostic.ts";
import { LABEL, type Manifest } from "./manifest.ts";
import { inThousandths, type PodDemand } from "./pod-demand.ts";
import type { Project } from "./project.ts";
import { type Amount, canonicalQuantity, thousandths } from "./quantity.ts";
import { type WorkloadDemand, workloadDemands } from "./workload-demand.ts";

/** One thing a claim counts: how much of it a project asks for, in thousandths. */
interface Use {
  readonly what: string;
  readonly used: bigint;
  readonly claimed: Amount;
}

/** Warns where a project asks for more than its claim, or leaves no room to update: the zone would let it wait. */
export function checkClaim(project: Project, manifests: readonly Manifest[]): Diagnostic[] {
  const { claim, name } = project.zone;
  const workloads = workloadDemands(manifests);
  const all = (what: keyof PodDemand) => sum(workloads.map(({ pod, pods }) => pod[what] * BigInt(pods)));
  const compute: Use[] = [
    { what: "cpu", used: all("cpu"), claimed: claim.cpu },
    { what: "memory", used: all("memory"), claimed: claim.memory },
  ];
  const { ephemeralStorage } = claim;
  const ephemeral =
    ephemeralStorage === undefined
      ? []
      : [{ what: "ephemeral storage", used: all("ephemeral"), claimed: ephemeralStorage }];
  const volumes = volumeSizes(manifests, workloads);
  const others: Use[] = [
    ...ephemeral,
    { what: "storage", used: sum(volumes), claimed: claim.storage },
    { what: "pods", used: counted(workloads.reduce((total, { pods }) => total + pods, 0)), claimed: claim.pods },
    { what: "services", used: counted(ofKind(manifests, "Service").length), claimed: claim.services },
    { what: "volumes", used: counted(volumes.length), claimed: claim.volumes },
  ];
  const exceeded = [...compute, ...others].filter(({ used, claimed }) => used > thousandths(claimed));
  return [
    ...exceeded.map((use) => claimExceeded(use, name)),
    ...(exceeded.length === 0 ? noRoomToUpdate(project, workloads, compute) : []),
  ];
}

function ofKind(manifests: readonly Manifest[], kind: string): Manifest[] {
  return manifests.filter((manifest) => manifest.apiVersion === "v1" && manifest.kind === kind);
}

/** Sizes of all volumes, those of single replicas as well. */
function volumeSizes(manifests: readonly Manifest[], workloads: readonly WorkloadDemand[]): bigint[] {
  const shared = ofKind(manifests, "PersistentVolumeClaim").map(({ spec }) => {
    const { resources } = (spec ?? {}) as { resources?: { requests?: { storage?: unknown } } };
    return inThousandths(resources?.requests?.storage);
  });
  return [...shared, ...workloads.flatMap(({ pods, volumes }) => Array.from({ length: pods }, () => volumes).flat())];
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
function noRoomToUpdate(
  { containers, zone }: Project,
  workloads: readonly WorkloadDemand[],
  [cpu, memory]: readonly Use[],
): Diagnostic[] {
  const indices = new Map(containers.map(({ name }, index) => [name, index]));
  return workloads.flatMap(({ manifest, pod }) => {
    const index = indices.get(manifest.metadata.labels?.[LABEL.container] ?? "");
    if (index === undefined || !startsBeside(manifest)) return [];
    const lacking = [
      { use: cpu as Use, needed: pod.cpu },
      { use: memory as Use, needed: pod.memory },
    ].filter(({ use, needed }) => use.used + needed > thousandths(use.claimed));
    return lacking.map(
      ({ use: { what, used, claimed }, needed }): Diagnostic => ({
        severity: "warning",
        code: "no-room-to-update",
        message: `an update of ${containers[index]?.name} starts the new one before the old one ends: the claim in ${zone.name} has too little ${what} left for both`,
        path: ["containers", index, "options", "resources"],
        got: inUnits(what, needed),
        allowed: inUnits(what, thousandths(claimed) - used),
      }),
    );
  });
}

function startsBeside({ kind, spec }: Manifest): boolean {
  const { replicas, strategy } = (spec ?? {}) as { replicas?: number; strategy?: { rollingUpdate?: Rolling } };
  return kind === "Deployment" && replicas === 1 && [0, "0%"].includes(strategy?.rollingUpdate?.maxUnavailable ?? 1);
}

interface Rolling {
  readonly maxUnavailable?: number | string;
}

function counted(number: number): bigint {
  return BigInt(number) * 1000n;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function inUnits(what: string, amount: bigint): string {
  const bytes = what !== "cpu" && !["pods", "services", "volumes"].includes(what);
  return canonicalQuantity(bytes ? `${amount / 1024_000n}Ki` : `${amount}m`);
}
