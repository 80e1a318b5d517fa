import type { DiagramEdit, Endpoint, PartName } from "../../../diagram/edits/diagram-edit.ts";
import { EditError } from "../../../diagram/edits/edit-error.ts";
import type { TreePart } from "./parts.ts";

/** What is used of a node of the tree. */
export interface IntentNode extends TreePart {
  readonly facts: Readonly<Record<string, string>>;
}

/** What a person does in the diagram that needs no further answers. Ids are construct paths, or those of edges. */
export type PlainIntent =
  | { readonly kind: "connect"; readonly from: string; readonly to: string }
  | { readonly kind: "delete"; readonly id: string }
  | { readonly kind: "duplicate"; readonly id: string };

/** Says why a node cannot be renamed: it has no name of its own. Throws `EditError`. */
export function refuseRenaming(id: string, nodes: readonly IntentNode[]): never {
  const node = nodes.find(({ path }) => path === id);
  const container = node?.kind === "address" && nodes.find(({ path }) => path === node.parent);
  throw container
    ? new EditError("not-renamable", "an address is called what its container is called", `rename ${container.name}`)
    : new EditError("not-renamable", `${node?.name ?? "this"} cannot be renamed in the diagram`, "edit the code");
}

/** The edit of the definition that an intent means. Throws `EditError` for what the diagram has no edit for. */
export function editOfIntent(intent: PlainIntent, nodes: readonly IntentNode[]): DiagramEdit {
  if (intent.kind === "connect") {
    return { kind: "connect", from: endOf(intent.from, nodes), to: endOf(intent.to, nodes) };
  }
  const edge = /^(request|reference|allow|wait|mount|expose):(.+)>(.+)$/.exec(intent.id);
  if (edge) return withoutEdge(edge[1] as string, edge[2] as string, edge[3] as string, nodes);
  const node = nodes.find(({ path }) => path === intent.id);
  if (node?.kind === "address") return withoutAddress(node, nodes);
  const part = endOf(intent.id, nodes);
  if (intent.kind === "delete") return { kind: "delete", part };
  if ("peer" in part) throw new EditError("not-duplicable", "what is outside of the project stands there once");
  return { kind: "duplicate", part };
}

/** The part of the definition that a node stands for by itself; undefined for addresses, peers and own objects. */
export function partNameOf(id: string, nodes: readonly TreePart[]): PartName | undefined {
  const node = nodes.find(({ path }) => path === id);
  if (node?.kind === "container") return { container: node.name };
  if (node?.kind === "volume") return { volume: node.name };
  return node?.kind === "group" ? { group: node.name } : undefined;
}

function endOf(id: string, nodes: readonly IntentNode[]): Endpoint {
  const node = nodes.find(({ path }) => path === id);
  const part = partNameOf(id, nodes) ?? (node?.kind === "peer" ? { peer: peerOf(node) } : undefined);
  if (part) return part;
  throw new EditError("not-editable", `${node?.name ?? "this"} cannot be edited in the diagram`, "edit the code");
}

function withoutEdge(kind: string, from: string, to: string, nodes: readonly IntentNode[]): DiagramEdit {
  const source = nodes.find(({ path }) => path === from);
  if (kind === "expose" && source) return withoutAddress(source, nodes);
  const [one, other] = [endOf(from, nodes), endOf(to, nodes)];
  return "container" in one && "volume" in other
    ? { kind: "detach-volume", container: one.container, volume: other.volume }
    : { kind: "disconnect", from: one, to: other };
}

function withoutAddress({ parent, name }: IntentNode, nodes: readonly IntentNode[]): DiagramEdit {
  const container = nodes.find(({ path, kind }) => path === parent && kind === "container");
  if (container) return { kind: "expose", container: container.name, on: false };
  throw new EditError("not-editable", `the address ${name} cannot be edited in the diagram`, "edit the code");
}

type Peer = Extract<Endpoint, { readonly peer: unknown }>["peer"];

function peerOf({ name, facts: { kind, container, except } }: IntentNode): Peer {
  if (kind === "project") return { project: name, ...(container !== undefined && { container }) };
  if (kind === "host") return { host: name };
  return { cidr: name, ...(except !== undefined && { except: except.split(", ") }) };
}
