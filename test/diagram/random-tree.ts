import fc from "fast-check";
import type { ReferenceKind, Tree, TreeNodeKind } from "../../constructs/tree.ts";

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "a very long name that goes on and on ".repeat(20),
    "]]>",
    "<script>",
    "\u202eabc",
    "漢字".repeat(30),
    "👩‍👩‍👧",
  ),
  // What every object has by itself.
  fc.constantFrom("valueOf", "constructor", "toString", "__proto__", "hasOwnProperty"),
);

const kind = fc.constantFrom<TreeNodeKind>(
  "container",
  "container",
  "container",
  "volume",
  "address",
  "group",
  "peer",
  "object",
);

const node = fc.record({
  kind,
  name: text,
  tags: fc.array(fc.oneof(fc.constantFrom("web", "data"), text), { maxLength: 4 }),
  facts: fc.dictionary(fc.constantFrom("image", "port", "size", "kind", "password", "__proto__"), text, { maxKeys: 6 }),
});

/** Index of a node; the project itself now and then. */
const end = fc.oneof({ weight: 9, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.constant(-1) });

const reference = fc.record({
  from: end,
  to: end,
  kind: fc.constantFrom<ReferenceKind>("expose", "request", "mount", "wait", "allow", "reference"),
  label: text,
});

/** Any tree at all, with cycles, loose references and hostile texts. */
export const randomTree: fc.Arbitrary<Tree> = fc
  .record({
    project: text,
    nodes: fc.array(node, { maxLength: 24 }),
    references: fc.array(reference, { maxLength: 40 }),
    description: fc.option(text, { nil: undefined }),
  })
  .map(({ project, nodes, references, description }) => ({
    project,
    namespace: "n",
    zone: "z",
    ...(description === undefined ? {} : { description }),
    manifests: [],
    nodes: [
      { path: project, kind: "project", name: project, tags: [], facts: {}, objects: [] },
      ...nodes.map((one, index) => ({ ...one, path: `${project}/${index}`, parent: project, objects: [] })),
    ],
    references: references.map((one) => ({ ...one, from: pathOf(project, one.from), to: pathOf(project, one.to) })),
    notes: [],
  }));

function pathOf(project: string, index: number): string {
  return index < 0 ? project : `${project}/${index}`;
}
