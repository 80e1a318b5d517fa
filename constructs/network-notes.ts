import { type Allowance, allowancesOf } from "./allowances.ts";
import { parseCidr } from "./cidr.ts";
import { closedWithin } from "./closed-addresses.ts";
import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import { dnsName } from "./dns-name.ts";
import type { Project } from "./project.ts";

const DRIVERS = {
  bridge: "a bridge of Docker would join the containers of one node",
  overlay: "an overlay of Docker would do the same",
} as const;

/** What a person should know of the network they described. Paths lead into the spec. */
export function networkNotes({ name, network, soundNetwork, containers }: Project): Diagnostic[] {
  return [
    ...driverNote(network),
    ...allowanceNotes(allowancesOf(soundNetwork), name, undefined, ["network"]),
    ...containers.flatMap(({ parts }, index) => {
      const path: ValuePath = ["containers", index, "options", "network"];
      return allowanceNotes(allowancesOf(parts?.spec.options?.network), name, parts?.spec.name, path);
    }),
  ];
}

function driverNote(network: Project["network"]): Diagnostic[] {
  if (!network?.driver) return [];
  const which = network.name === undefined ? "the network" : JSON.stringify(network.name);
  const message = `${which} is the project's private network, which spans all nodes of the zone and lets nothing else in, so the driver "${network.driver}" changes nothing: ${DRIVERS[network.driver]}`;
  return [{ severity: "note", code: "network-driver", message, path: ["network", "driver"] }];
}

function allowanceNotes(
  allowances: readonly Allowance[],
  project: string,
  container: string | undefined,
  path: ValuePath,
): Diagnostic[] {
  return allowances.flatMap((allowance) => {
    const place = [...path, ...allowance.source];
    return [...allowBackNote(allowance, project, container, place), ...closedNote(allowance, place)];
  });
}

/** Each project has walls of its own, so both must open. */
function allowBackNote({ direction, peer }: Allowance, own: string, caller: string | undefined, path: ValuePath) {
  if (peer.project === undefined || dnsName(peer.project) === dnsName(own)) return [];
  const back = { project: own, ...(caller !== undefined && { container: caller }) };
  const other = direction === "to" ? "from" : "to";
  const host = `${dnsName(peer.container ?? "<container>")}.${dnsName(peer.project)}`;
  const reached = direction === "to" ? `, and is then reached as ${host}` : "";
  const note: Diagnostic = {
    severity: "note",
    code: "allow-back",
    message: `project ${JSON.stringify(peer.project)} must allow this too${reached}`,
    path,
    fix: `there: "network": { "${other}": [${JSON.stringify(back)}] }`,
  };
  return [note];
}

function closedNote({ direction, peer }: Allowance, path: ValuePath): Diagnostic[] {
  const cidr = direction === "to" && peer.cidr !== undefined ? parseCidr(peer.cidr) : undefined;
  if (!cidr || closedWithin(cidr, []).length === 0) return [];
  return [
    {
      severity: "note",
      code: "still-closed",
      message: `private networks and metadata services within ${cidr.text} stay closed`,
      path: [...path, "cidr"],
      fix: "name a private network by its own addresses, e.g. 10.20.0.0/16",
    },
  ];
}
