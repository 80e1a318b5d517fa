import { type Allowance, allowancesOf, hostAllowances, reachesInternet } from "./allowances.ts";
import { parseCidr } from "./cidr.ts";
import { ranges, whyClosed } from "./closed-addresses.ts";
import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import { CILIUM } from "./objects/host-policy.ts";
import type { Project } from "./project.ts";
import type { ZoneContext } from "./zone-context.ts";

/** What a definition wants let through and this zone cannot, or must not, let through. Paths lead into the spec. */
export function networkProblems({ soundNetwork, zone, containers }: Project): Diagnostic[] {
  const closed = containers.map(({ parts }) => parts !== undefined && !reachesInternet(parts.spec, soundNetwork));
  const someClosed = soundNetwork?.internet === false || closed.includes(true);
  return [
    ...problemsOf(allowancesOf(soundNetwork), someClosed, ["network"], zone),
    ...containers.flatMap(({ parts }, index) => {
      const path: ValuePath = ["containers", index, "options", "network"];
      return problemsOf(allowancesOf(parts?.spec.options?.network), closed[index] === true, path, zone);
    }),
  ];
}

function problemsOf(
  allowances: readonly Allowance[],
  closed: boolean,
  path: ValuePath,
  { name, capabilities = [], ownAddresses = [] }: ZoneContext,
): Diagnostic[] {
  const own = ranges(ownAddresses);
  const hosts = closed && !capabilities.includes(CILIUM) ? hostAllowances(allowances) : [];
  return [
    ...allowances.flatMap(({ direction, peer, source }) => {
      const cidr = direction === "to" ? parseCidr(peer.cidr ?? "") : undefined;
      const why = cidr && whyClosed(cidr, own);
      return why ? [closedAddresses(why, cidr.text, [...path, ...source, "cidr"])] : [];
    }),
    ...hosts.map(({ source }) => needsCilium(name, [...path, ...source, "host"])),
  ];
}

function closedAddresses(why: string, got: string, path: ValuePath): Diagnostic {
  const message = `no project may be let through here: ${why}`;
  return { severity: "error", code: "closed-addresses", message, path, got: JSON.stringify(got) };
}

function needsCilium(zone: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "zone-cannot",
    message: `the zone "${zone}" cannot let a host name through where the internet is closed: its policies know addresses alone`,
    path,
    allowed: "a zone with Cilium",
    fix: 'name its addresses: { "cidr": "203.0.113.7/32" }, or leave the internet open',
  };
}
