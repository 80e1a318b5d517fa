import { k8s } from "cdk8s-plus-33";
import { type Amount, canonicalQuantity, smaller } from "../quantity.ts";
import type { ContainerSpec } from "../spec.ts";
import type { Claim } from "../zone-context.ts";

export const DEFAULT_CPU = "100m";
export const DEFAULT_MEMORY = "128Mi";
export const DEFAULT_MEMORY_LIMIT = "512Mi";

/** A cpu without ceiling of its own gets the claim's, through the LimitRange. */
export function resources({ options }: ContainerSpec, claim: Claim): k8s.ResourceRequirements {
  const { cpu, memory } = options?.resources ?? {};
  return {
    requests: { cpu: quantity(cpu ?? DEFAULT_CPU), memory: quantity(memory ?? smaller(DEFAULT_MEMORY, claim.memory)) },
    limits: {
      ...(cpu !== undefined && { cpu: quantity(cpu) }),
      memory: quantity(memory ?? smaller(DEFAULT_MEMORY_LIMIT, claim.memory)),
    },
  };
}

export function quantity(amount: Amount): k8s.Quantity {
  return k8s.Quantity.fromString(canonicalQuantity(amount));
}
