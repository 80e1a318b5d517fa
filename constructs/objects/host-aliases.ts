import type { k8s } from "cdk8s-plus-33";
import type { ContainerSpec } from "../spec.ts";

/** Names with a fixed address, as lines of the pods' /etc/hosts: one for each address. */
export function hostAliases({ options }: ContainerSpec): k8s.HostAlias[] {
  const names = new Map<string, string[]>();
  for (const [name, address] of Object.entries(options?.network?.hosts ?? {}).sort()) {
    names.set(address, [...(names.get(address) ?? []), name]);
  }
  return [...names].sort().map(([ip, hostnames]) => ({ ip, hostnames }));
}
