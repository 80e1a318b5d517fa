import type { k8s } from "cdk8s-plus-33";
import { smaller } from "../quantity.ts";
import type { Claim } from "../zone-context.ts";
import { DEFAULT_CPU, DEFAULT_MEMORY, DEFAULT_MEMORY_LIMIT, quantity } from "./resources.ts";

const EPHEMERAL_STORAGE = "ephemeral-storage";
const DEFAULT_EPHEMERAL_STORAGE = "100Mi";

/** Promised amounts are what a claim divides; a container may use more memory than it is promised, up to its limit. */
export function quotaSpec(claim: Claim): k8s.ResourceQuotaSpec {
  const { ephemeralStorage } = claim;
  return {
    hard: {
      "requests.cpu": quantity(claim.cpu),
      "requests.memory": quantity(claim.memory),
      "requests.storage": quantity(claim.storage),
      ...(ephemeralStorage !== undefined && { [`requests.${EPHEMERAL_STORAGE}`]: quantity(ephemeralStorage) }),
      pods: quantity(claim.pods),
      services: quantity(claim.services),
      persistentvolumeclaims: quantity(claim.volumes),
    },
  };
}

/** Defaults for pods of a person's own objects, which the quota would refuse without; nothing exceeds the claim. */
export function limitRangeSpec(claim: Claim): k8s.LimitRangeSpec {
  const { ephemeralStorage } = claim;
  return {
    limits: [
      {
        type: "Container",
        defaultRequest: {
          cpu: quantity(smaller(DEFAULT_CPU, claim.cpu)),
          memory: quantity(smaller(DEFAULT_MEMORY, claim.memory)),
          ...(ephemeralStorage !== undefined && {
            [EPHEMERAL_STORAGE]: quantity(smaller(DEFAULT_EPHEMERAL_STORAGE, ephemeralStorage)),
          }),
        },
        default: { cpu: quantity(claim.cpu), memory: quantity(smaller(DEFAULT_MEMORY_LIMIT, claim.memory)) },
        max: { cpu: quantity(claim.cpu), memory: quantity(claim.memory) },
      },
    ],
  };
}
