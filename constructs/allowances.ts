import type { ValuePath } from "./diagnostic.ts";
import type { ContainerNetwork, ContainerSpec, NetworkSpec, Peer } from "./spec.ts";

/** One line of `to` or `from`: who may call, or be called. */
export interface Allowance {
  readonly direction: "to" | "from";
  readonly peer: Peer;
  /** Below the network it is a line of: `["to", 0]`. */
  readonly source: ValuePath;
}

export function allowancesOf(network: ContainerNetwork | NetworkSpec | undefined): readonly Allowance[] {
  return (["to", "from"] as const).flatMap((direction) =>
    (network?.[direction] ?? []).map((peer, index) => ({ direction, peer, source: [direction, index] })),
  );
}

/** Host names that are let through. */
export function hostAllowances(allowances: readonly Allowance[]): readonly Allowance[] {
  return allowances.filter(({ direction, peer }) => direction === "to" && peer.host !== undefined);
}

/** Whether a container reaches the internet: as it says itself, else as its project says. */
export function reachesInternet({ options }: ContainerSpec, project: NetworkSpec | undefined): boolean {
  return options?.network?.internet ?? project?.internet ?? true;
}
