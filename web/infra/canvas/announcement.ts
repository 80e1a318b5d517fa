import { edgeSentence, type LaidOutGraph, wholeText } from "../../../diagram/browser.ts";
import type { Mode } from "./mode.ts";
import type { Signals } from "./picture.ts";
import { mayConnect } from "./related.ts";
import { signalText } from "./signal-text.ts";

/** What a screen reader is told of what is selected, or at work. */
export function told(graph: LaidOutGraph, signals: Signals, selected: string | undefined, mode: Mode): string {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  if (mode.kind === "connect" && mode.to !== undefined) {
    const [from, to] = [nodes.get(mode.from)?.title, nodes.get(mode.to)?.title];
    return mayConnect(graph, mode.from, mode.to)
      ? `Connect ${from} to ${to}: Enter`
      : `${to} is nothing that ${from} can be connected to`;
  }
  if (mode.kind === "move") return `${nodes.get(mode.id)?.title} at ${mode.at.x}, ${mode.at.y}`;
  const edge = graph.edges.find(({ id }) => id === selected);
  if (edge) return edgeSentence(edge, nodes);
  const node = nodes.get(selected ?? "");
  if (!node) return "";
  const [out, into] = [
    graph.edges.filter(({ from }) => from === node.id).length,
    graph.edges.filter(({ to }) => to === node.id).length,
  ];
  return [wholeText(node), ...signalText(node.id, signals), `${out} edges out`, `${into} edges in`].join(", ");
}
