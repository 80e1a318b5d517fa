import type { ZoneContext } from "../constructs/zone-context.ts";

/** A zone as it is kept in the registry of zones: how its cluster is reached, and what trees must know of it. */
export interface Zone {
  readonly context: ZoneContext;
  /** Absolute path of the kubeconfig that reaches the cluster. */
  readonly kubeconfig: string;
  /** Context in that kubeconfig; absent = its current one. */
  readonly kubecontext?: string;
  /** True for zones that `espalier zone up` runs on this machine. */
  readonly local: boolean;
}
