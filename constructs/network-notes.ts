import { type Allowance, allowancesOf } from "./allowances.ts";
import { parseCidr } from "./cidr.ts";
import { closedWithin, isPrivate } from "./closed-addresses.ts";
import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import { dnsName } from "./dns-name.ts";
import type { Project } from "./project.ts";
import type { ZoneContext } from "./zone-context.ts";

const DRIVERS = {
  bridge: "a bridge of Docker would join the containers of one node",
  overlay: "an overlay of Docker would do the same",
} as const;

/** What a person should know of the network they described. Paths lead into the spec. */
export function networkNotes({ name, network, soundNetwork, containers, zone }: Project): Diagnostic[] {
  return [
    ...driverNote(network),
    ...allowanceNotes(allowancesOf(soundNetwork), { project: name }, zone, ["network"]),
    ...containers.flatMap(({ parts }, index) => {
      if (!parts) return [];
      const path: ValuePath = ["containers", index, "options", "network"];
      const own = { project: name, container: parts.spec.name };
      return allowanceNotes(allowancesOf(parts.spec.options?.network), own, zone, path);
    }),
  ];
}

function driverNote(network: Project["network"]): Diagnostic[] {
  if (!network?.driver) return [];
  const which = network.name === undefined ? "the network" : JSON.stringify(network.name);
  const message = `${which} is the project's private network, which spans all nodes of the zone and lets nothing else in, so the driver "${network.driver}" changes nothing: ${DRIVERS[network.driver]}`;
  return [{ severity: "note", code: "network-driver", message, path: ["network", "driver"] }];
}

/** Who says it, as the other side would name them. */
interface Own {
  readonly project: string;
  readonly container?: string;
}

function allowanceNotes(
  allowances: readonly Allowance[],
  own: Own,
  zone: ZoneContext,
  network: ValuePath,
): Diagnostic[] {
  return allowances.flatMap((allowance) => {
    const path = [...network, ...allowance.source];
    return [...allowBackNote(allowance, own, path), ...addressNotes(allowance, zone, path)];
  });
}

/** Each project has walls of its own, so both must open. */
function allowBackNote({ direction, peer }: Allowance, own: Own, path: ValuePath): Diagnostic[] {
  if (peer.project === undefined || dnsName(peer.project) === dnsName(own.project)) return [];
  const back = direction === "to" ? "from" : "to";
  const host = `${dnsName(peer.container ?? "<container>")}.${dnsName(peer.project)}`;
  const reached = direction === "to" ? `, and is then reached as ${host}` : "";
  return [
    {
      severity: "note",
      code: "allow-back",
      message: `project ${JSON.stringify(peer.project)} must allow this too${reached}`,
      path,
      fix: `there: "network": { "${back}": [${JSON.stringify(own)}] }`,
    },
  ];
}

function addressNotes({ direction, peer }: Allowance, zone: ZoneContext, path: ValuePath): Diagnostic[] {
  const cidr = direction === "to" && peer.cidr !== undefined ? parseCidr(peer.cidr) : undefined;
  if (!cidr) return [];
  const note = { severity: "note", path: [...path, "cidr"] } as const;
  if (!isPrivate(cidr)) {
    if (closedWithin(cidr, []).length === 0) return [];
    const message = `private networks and metadata services within ${cidr.text} stay closed`;
    return [{ ...note, code: "still-closed", message, fix: "name a private network by its own addresses" }];
  }
  if (zone.ownAddresses) return [];
  const message = `which addresses are the zone's own is not known, so those within ${cidr.text} are let through too`;
  return [{ ...note, code: "own-addresses-unknown", message }];
}
