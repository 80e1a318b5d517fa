import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { podParts } from "../pod-part.ts";
import { type Amount, canonicalQuantity, thousandths } from "../quantity.ts";
import type { Mount, ProjectSpec, Resources } from "../spec.ts";

/** A container runtime refuses less than this (runc); what is meant is Mi. */
const LEAST_MEMORY = thousandths("6Mi");
const LEAST_STORAGE = thousandths("1Mi");
const LEAST_CPU = 1n;
const MOST_BYTES = thousandths("1024Ti");
const MOST_CPU = thousandths("10k");

const BOUNDS = {
  cpu: { least: LEAST_CPU, most: MOST_CPU, allowed: "1m to 10k" },
  memory: { least: LEAST_MEMORY, most: MOST_BYTES, allowed: "6Mi to 1024Ti" },
  storage: { least: LEAST_STORAGE, most: MOST_BYTES, allowed: "1Mi to 1024Ti" },
} as const;

const KINDS = ["cpu", "memory", "storage"] as const;
type Kind = (typeof KINDS)[number];

/** Amounts that nobody means: bytes where mebibytes are meant, more than any machine has, more promised than allowed. */
export function checkAmounts({ containers, volumes = [] }: ProjectSpec): Diagnostic[] {
  return [
    ...containers.flatMap((container, index) => {
      const path: ValuePath = ["containers", index];
      const zones = Object.entries(container.options?.zones ?? {});
      return [
        ...podParts(container).flatMap(({ role, options, mounts, path: place }) => {
          const at = role === "container" ? [...path, "options"] : [...path, ...place];
          return [
            ...checkResources(options.resources, [...at, "resources"]),
            ...checkMounts(mounts, [...at, "volumes"]),
          ];
        }),
        ...zones.flatMap(([zone, { resources }]) =>
          checkResources(resources, [...path, "options", "zones", zone, "resources"]),
        ),
      ];
    }),
    ...volumes.flatMap(({ size }, index) => checkAmount(size, ["volumes", index, "size"], "storage")),
  ];
}

function checkResources(resources: Resources | undefined, path: ValuePath): Diagnostic[] {
  if (typeof resources !== "object") return [];
  const { requests = {}, limits = {} } = resources;
  const outside = KINDS.flatMap((kind) => [
    ...checkAmount(resources[kind], [...path, kind], kind),
    ...checkAmount(requests[kind], [...path, "requests", kind], kind),
    ...checkAmount(limits[kind], [...path, "limits", kind], kind),
  ]);
  return outside.length > 0 ? outside : KINDS.flatMap((kind) => promisedAboveCeiling(resources, kind, path));
}

function promisedAboveCeiling(resources: Exclude<Resources, string>, kind: Kind, path: ValuePath): Diagnostic[] {
  const { requests = {}, limits = {} } = resources;

  const promised = requests[kind] ?? resources[kind];
  const ceiling = limits[kind] ?? resources[kind];
  if (promised === undefined || ceiling === undefined || thousandths(promised) <= thousandths(ceiling)) return [];
  const where = requests[kind] === undefined ? [kind] : ["requests", kind];
  return [
    {
      severity: "error",
      code: "promised-above-ceiling",
      message: `more ${kind} is promised than it may use`,
      path: [...path, ...where],
      got: canonicalQuantity(promised),
      allowed: `at most its ceiling, ${canonicalQuantity(ceiling)}`,
      fix: `raise the ceiling: "limits": { "${kind}": "${canonicalQuantity(promised)}" }`,
    },
  ];
}

function checkMounts(mounts: readonly Mount[], path: ValuePath): Diagnostic[] {
  return mounts.flatMap(({ each, empty }, index) => [
    ...checkAmount(each?.size, [...path, index, "each", "size"], "storage"),
    ...(typeof empty === "object" ? checkAmount(empty.size, [...path, index, "empty", "size"], "storage") : []),
  ]);
}

function checkAmount(amount: Amount | undefined, path: ValuePath, kind: Kind): Diagnostic[] {
  const { least, most, allowed } = BOUNDS[kind];
  if (amount === undefined || isWithin(amount, least, most)) return [];
  const small = Number(amount) > 0 && Number(amount) < 1e6;
  return [
    {
      severity: "error",
      code: "out-of-range",
      message: "amount out of range",
      path,
      got: String(amount).slice(0, 40),
      allowed,
      fix: small && least > 1n ? `did you mean "${amount}Mi"?` : undefined,
    },
  ];
}

function isWithin(amount: Amount, least: bigint, most: bigint): boolean {
  if (String(amount).length > 30 || Number(amount) > 1e18) return false;
  const value = thousandths(amount);
  return value >= least && value <= most;
}
