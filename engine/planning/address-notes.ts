import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import { publicAddresses } from "../addresses.ts";

/**
 * Addresses that change for those who use them: ones that lead nowhere any more, and new ones. Those of load balancers are
 * the zone's choice and not known before.
 */
export function addressNotes(manifests: readonly Manifest[], live: Iterable<Manifest>): Diagnostic[] {
  const after = addressesOf(manifests);
  const before = addressesOf(live);
  return [
    ...[...before].filter((address) => !after.has(address)).map(gone),
    ...[...after].filter((address) => !before.has(address)).map(added),
  ];
}

function addressesOf(objects: Iterable<Manifest>): ReadonlySet<string> {
  return new Set(publicAddresses(Array.from(objects).filter(({ kind }) => kind === "Ingress")));
}

function gone(address: string): Diagnostic {
  return {
    severity: "warning",
    code: "address-gone",
    message: `${address} leads nowhere any more`,
    fix: "tell those who use it, or keep its host among the addresses of a container",
  };
}

function added(address: string): Diagnostic {
  return { severity: "note", code: "address-new", message: `${address} is a new address of the project` };
}
