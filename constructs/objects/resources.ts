import { k8s } from "cdk8s-plus-33";
import { type Amount, canonicalQuantity, larger, smaller } from "../quantity.ts";
import { type Resources, SIZES } from "../spec.ts";
import type { Claim } from "../zone-context.ts";

export const DEFAULT_CPU = "100m";
export const DEFAULT_MEMORY = "128Mi";
export const DEFAULT_MEMORY_LIMIT = "512Mi";

/** Extended resource under which NVIDIA's device plugin offers graphics processors; counted, never shared. */
const GPUS = "nvidia.com/gpu";

/** What a container is promised and the most it gets, with everything decided that a spec leaves open. */
export interface Amounts {
  readonly requests: { readonly cpu: Amount; readonly memory: Amount; readonly storage?: Amount | undefined };
  readonly limits: {
    readonly cpu?: Amount | undefined;
    readonly memory: Amount;
    readonly storage?: Amount | undefined;
  };
  readonly gpus?: number | undefined;
}

/**
 * A size promises cpu, and memory that is the ceiling too; amounts stand for both unless they say which. What is left
 * open fits what is given: a ceiling is never below the promise. A cpu without ceiling gets the claim's, through the
 * LimitRange.
 */
export function amountsOf(wanted: Resources | undefined, claim: Claim): Amounts {
  const given = typeof wanted === "string" ? { size: wanted } : (wanted ?? {});
  const { requests = {}, limits = {} } = given;
  const size = given.size && SIZES[given.size];
  const cpu = requests.cpu ?? given.cpu ?? within(size?.cpu ?? DEFAULT_CPU, limits.cpu);
  const memory =
    requests.memory ?? given.memory ?? within(size?.memory ?? smaller(DEFAULT_MEMORY, claim.memory), limits.memory);
  const usual = size?.memory ?? smaller(DEFAULT_MEMORY_LIMIT, claim.memory);
  return {
    requests: { cpu, memory, storage: requests.storage ?? given.storage ?? limits.storage },
    limits: {
      cpu: limits.cpu ?? given.cpu,
      memory: limits.memory ?? given.memory ?? larger(memory, usual),
      storage: limits.storage ?? given.storage,
    },
    gpus: given.gpus,
  };
}

/** Resources of any image of a pod. */
export function resources(wanted: Resources | undefined, claim: Claim): k8s.ResourceRequirements {
  const { requests, limits, gpus } = amountsOf(wanted, claim);
  return {
    requests: { ...quantities(requests), ...(gpus !== undefined && { [GPUS]: quantity(gpus) }) },
    limits: { ...quantities(limits), ...(gpus !== undefined && { [GPUS]: quantity(gpus) }) },
  };
}

function quantities({ cpu, memory, storage }: Amounts["limits"]): Record<string, k8s.Quantity> {
  return {
    ...(cpu !== undefined && { cpu: quantity(cpu) }),
    memory: quantity(memory),
    ...(storage !== undefined && { "ephemeral-storage": quantity(storage) }),
  };
}

function within(amount: Amount, ceiling: Amount | undefined): Amount {
  return ceiling === undefined ? amount : smaller(amount, ceiling);
}

export function quantity(amount: Amount): k8s.Quantity {
  return k8s.Quantity.fromString(canonicalQuantity(amount));
}
