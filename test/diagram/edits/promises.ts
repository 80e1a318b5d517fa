import assert from "node:assert/strict";
import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import type { Tree, TreeNodeKind } from "../../../constructs/tree.ts";
import { hostLabel } from "../../../diagram/edits/actions/names.ts";
import type { DiagramEdit, Endpoint } from "../../../diagram/edits/diagram-edit.ts";

interface Outcome {
  readonly before: Tree;
  readonly after: Tree;
  /** Codes of what the edit told. */
  readonly told: ReadonlySet<string>;
}

type Promises = { [kind in DiagramEdit["kind"]]?: (edit: DiagramEdit & { kind: kind }, outcome: Outcome) => void };

const PROMISES: Promises = {
  "add-container": ({ name }, { after }) => assert(has(after, "container", name)),
  "add-volume": ({ name }, { after }) => assert(has(after, "volume", name)),
  "add-group": ({ name }, { after }) => assert(has(after, "group", name)),
  rename: ({ part, name }, { before, after, told }) => {
    const [kind, old] = partOf(part);
    assert(has(after, kind, name));
    if (old !== name) assert(!has(after, kind, old));
    if (!told.has("mention-left")) assert.deepEqual(edges(after), edges(before, renamer(kind, old, name)));
  },
  "set-image": ({ container, image }, { after }) => {
    const shown = node(after, "container", container)?.facts.image;
    if (image !== "$image") assert.equal(shown?.startsWith(image.slice(0, 10)), true);
  },
  scale: ({ container, replicas }, { after }) => {
    assert.equal(node(after, "container", container)?.facts.replicas ?? "1", String(replicas));
  },
  expose: ({ container, on }, { after }) => {
    const path = node(after, "container", container)?.path;
    assert.equal(
      after.references.some(({ kind, to }) => kind === "expose" && to === path),
      on,
    );
  },
  "attach-volume": ({ container, volume }, { after }) => assert(linked(after, "mount", { container }, { volume })),
  "detach-volume": ({ container, volume }, { after }) => assert(!linked(after, "mount", { container }, { volume })),
  connect: ({ from, to }, { after }) => assert(linked(after, linkOf(to, from), from, to)),
  disconnect: ({ from, to }, { after, told }) => {
    if (!told.has("mention-left") && !told.has("still-allowed")) assert(!linked(after, linkOf(to, from), from, to));
  },
  delete: ({ part }, { after }) => {
    if (!("peer" in part)) assert(!has(after, ...partOf(part)));
  },
  duplicate: ({ part }, { before, after }) => {
    const [kind] = partOf(part);
    const count = (tree: Tree) => tree.nodes.filter((one) => one.kind === kind).length;
    assert.equal(count(after), count(before) + 1);
  },
  "set-tags": ({ container, tags }, { after }) => {
    assert.deepEqual(node(after, "container", container)?.tags, tags);
  },
  "set-description": ({ description }, { after }) => assert.equal(after.description ?? "", description),
};

/** Holds the tree after an edit against what the edit promises. */
export function holdPromise(edit: DiagramEdit, notes: readonly Diagnostic[], before: Tree, after: Tree): void {
  const promise = PROMISES[edit.kind] as ((edit: DiagramEdit, outcome: Outcome) => void) | undefined;
  promise?.(edit, { before, after, told: new Set(notes.map(({ code }) => code)) });
}

function partOf(part: Exclude<Endpoint, { peer: unknown }>): [TreeNodeKind, string] {
  if ("container" in part) return ["container", part.container];
  return "volume" in part ? ["volume", part.volume] : ["group", part.group];
}

function has(tree: Tree, kind: TreeNodeKind, name: string): boolean {
  return node(tree, kind, name) !== undefined;
}

function node(tree: Tree, kind: TreeNodeKind, name: string) {
  return tree.nodes.find((one) => one.kind === kind && one.name === name);
}

function linkOf(to: Endpoint, from: Endpoint): string {
  if ("peer" in to || "peer" in from) return "allow";
  return "group" in to ? "reference" : "request";
}

function linked(tree: Tree, kind: string, from: Endpoint, to: Endpoint): boolean {
  const ends = (end: Endpoint) => {
    if (!("peer" in end)) return [node(tree, ...partOf(end))?.path];
    const { project, host, cidr } = end.peer;
    const names = [project, host, cidr];
    return tree.nodes.filter((one) => one.kind === "peer" && names.includes(one.name)).map(({ path }) => path);
  };
  return tree.references.some((one) => one.kind === kind && ends(from).includes(one.from) && ends(to).includes(one.to));
}

/** What leads where, without labels, and without addresses, whose names are made of the container's. */
function edges(tree: Tree, rename: (kind: TreeNodeKind, name: string) => string = (_kind, name) => name): string[] {
  const byPath = new Map(tree.nodes.map((one) => [one.path, one]));
  const shown = (path: string) => {
    const one = byPath.get(path);
    return one?.kind === "address" ? "address" : `${one?.kind} ${one && rename(one.kind, one.name)}`;
  };
  return tree.references.map(({ kind, from, to }) => `${kind}: ${shown(from)} → ${shown(to)}`).sort();
}

function renamer(kind: TreeNodeKind, before: string, name: string) {
  return (of: TreeNodeKind, one: string) => (of === kind && hostLabel(one) === hostLabel(before) ? name : one);
}
