import { DEFAULT_CPU, DEFAULT_MEMORY } from "./objects/resources.ts";
import { type Amount, thousandths } from "./quantity.ts";

/** What a pod is promised in total, in thousandths: of a cpu, of a byte. */
export interface PodDemand {
  readonly cpu: bigint;
  readonly memory: bigint;
  readonly ephemeral: bigint;
}

/** As a manifest has it. */
export interface PodShape {
  readonly containers?: readonly ContainerShape[];
  readonly initContainers?: readonly ContainerShape[];
}

interface ContainerShape {
  readonly restartPolicy?: string;
  readonly resources?: { readonly requests?: Amounts; readonly limits?: Amounts };
}

type Amounts = Readonly<Record<string, Amount>>;

const NAMES = { cpu: "cpu", memory: "memory", ephemeral: "ephemeral-storage" } as const;
/** What a project's LimitRange gives to containers that say nothing. */
const DEFAULTS = { cpu: DEFAULT_CPU, memory: DEFAULT_MEMORY, ephemeral: undefined } as const;

/**
 * What a pod counts for: all that run at once, which are the containers with the sidecars, or one of the init containers
 * with the sidecars that started before it (Kubernetes, "Sidecar Containers", resource sharing).
 */
export function podDemand(pod: PodShape): PodDemand {
  return { cpu: demandOf(pod, "cpu"), memory: demandOf(pod, "memory"), ephemeral: demandOf(pod, "ephemeral") };
}

function demandOf({ containers = [], initContainers = [] }: PodShape, what: keyof PodDemand): bigint {
  let sidecars = 0n;
  let most = 0n;
  for (const container of initContainers) {
    const promised = promisedTo(container, what);
    if (container.restartPolicy === "Always") sidecars += promised;
    else if (sidecars + promised > most) most = sidecars + promised;
  }
  const running = containers.reduce((total, container) => total + promisedTo(container, what), sidecars);
  return running > most ? running : most;
}

/** A ceiling without a promise is promised (Kubernetes, "Resource Management for Pods and Containers"). */
function promisedTo({ resources = {} }: ContainerShape, what: keyof PodDemand): bigint {
  const name = NAMES[what];
  const amount = resources.requests?.[name] ?? resources.limits?.[name] ?? DEFAULTS[what];
  return amount === undefined ? 0n : inThousandths(amount);
}

/** Objects of a person's own may hold anything; what cannot be read counts nothing. */
export function inThousandths(amount: unknown): bigint {
  try {
    return thousandths(amount as Amount);
  } catch {
    return 0n;
  }
}
