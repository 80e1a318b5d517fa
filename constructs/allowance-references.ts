import type { AllowedPeer } from "./network.ts";
import { parsePort, portName } from "./ports.ts";
import type { Project } from "./project.ts";
import type { Reference } from "./tree.ts";

/** Who may call whom beyond the project: of the project itself, and of its containers. */
export function allowanceReferences({ node, allowed, containers }: Project): Reference[] {
  return merged([
    ...allowed.map((peer) => reference(node.path, peer)),
    ...containers.flatMap((one) => (one.network?.allowed ?? []).map((peer) => reference(one.node.path, peer))),
  ]);
}

function reference(path: string, { direction, peer, construct }: AllowedPeer): Reference {
  const other = construct.node.path;
  const label = (peer.ports ?? []).map((port) => portName(parsePort(port))).join(", ");
  return { ...(direction === "to" ? { from: path, to: other } : { from: other, to: path }), kind: "allow", label };
}

/** One for the same two in the same direction, with the ports of all. */
function merged(references: readonly Reference[]): Reference[] {
  const pairs = Map.groupBy(references, ({ from, to }) => `${from} ${to}`);
  return [...pairs.values()].map((same) => ({
    ...(same[0] as Reference),
    label: same.some(({ label }) => label === "") ? "" : same.map(({ label }) => label).join(", "),
  }));
}
