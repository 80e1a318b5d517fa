import fc from "fast-check";
import type { Reference, ReferenceKind, Tree, TreeNode, TreeNodeKind } from "../../constructs/tree.ts";

/** A node that comes, with up to three references to or from others, or one that goes. */
export type TreeChange = Addition | { readonly remove: number };

export interface Addition {
  readonly add: Pick<TreeNode, "kind" | "tags"> & Partial<Pick<TreeNode, "facts">>;
  readonly references: readonly { at: number; leaves: boolean; kind: ReferenceKind; label: string }[];
}

const KINDS: readonly TreeNodeKind[] = ["container", "container", "container", "volume", "address", "group", "peer"];
const EDGES: readonly ReferenceKind[] = ["request", "request", "expose", "mount", "wait", "allow", "reference"];

const addition: fc.Arbitrary<TreeChange> = fc.record({
  add: fc.record({
    kind: fc.constantFrom(...KINDS),
    tags: fc.array(fc.constantFrom("web", "data", "domain", "fresh"), { maxLength: 1 }),
    facts: fc.constantFrom<Record<string, string>>(
      {},
      { image: "a value that asks for a card far wider than most are" },
    ),
  }),
  references: fc.array(
    fc.record({
      at: fc.nat(),
      leaves: fc.boolean(),
      kind: fc.constantFrom(...EDGES),
      label: fc.constantFrom("", "8080", "DATABASE_URL", "/var/lib/postgresql/data"),
    }),
    { maxLength: 3 },
  ),
});

export const treeChange: fc.Arbitrary<TreeChange> = fc.oneof(
  { weight: 2, arbitrary: addition },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat() }) },
);

/** The tree after the change; `name` is that of a node that comes. */
export function changed(tree: Tree, change: TreeChange, name: string): Tree {
  if ("remove" in change) {
    const removable = tree.nodes.filter(({ kind }) => kind !== "project");
    const gone = removable[change.remove % Math.max(1, removable.length)]?.path;
    return { ...tree, nodes: tree.nodes.filter(({ path }) => path !== gone) };
  }
  const path = `${tree.project}/${name}`;
  const node = { facts: {}, ...change.add, path, name, parent: tree.project, objects: [] };
  const references = change.references.map(({ at, leaves, kind, label }): Reference => {
    const other = tree.nodes[at % tree.nodes.length]?.path as string;
    return { kind, label, from: leaves ? path : other, to: leaves ? other : path };
  });
  return { ...tree, nodes: [...tree.nodes, node], references: [...tree.references, ...references] };
}
