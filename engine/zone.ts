import type { ZoneContext } from "../constructs/zone-context.ts";

/** A zone: how its cluster is reached, and what trees must know of it. */
export interface Zone {
  readonly context: ZoneContext;
  /** Absolute path of the kubeconfig that reaches the cluster, or its text where it must not lie in a file. */
  readonly kubeconfig: string | HeldKubeconfig;
  /** Context in that kubeconfig; absent = its current one. */
  readonly kubecontext?: string;
  /** True for zones that `espalier zone up` runs on this machine. */
  readonly local: boolean;
}

/** A zone whose kubeconfig is a file, as it is for all of the registry of zones. */
export interface FileZone extends Zone {
  readonly kubeconfig: string;
}

/**
 * A kubeconfig in memory. It comes from somebody else than who runs this process, so it may name no file, program or login
 * helper of this machine.
 */
export interface HeldKubeconfig {
  readonly text: string;
}

/** Holds a kubeconfig so that its text is in no log or JSON of a zone. */
export function holdKubeconfig(text: string): HeldKubeconfig {
  return Object.defineProperty({} as HeldKubeconfig, "text", { value: text, enumerable: false });
}
