import { z } from "zod";
import type { Reference, Tree, TreeNode } from "../../constructs/tree.ts";
import { zoneName } from "../operations/names.ts";
import { DiagnosticView, viewDiagnostics } from "./diagnostic.ts";

export const TreeNodeView = z
  .strictObject({
    path: z.string().describe("Construct path: `shop/web`."),
    kind: z.enum(["project", "container", "volume", "address", "group", "peer", "object"]),
    name: z.string(),
    parent: z.string().optional().describe("Path of what it stands in; absent for the project."),
    tags: z.array(z.string()),
    facts: z.record(z.string(), z.string()).describe("What to show of it, in order; never a secret."),
    objects: z.array(z.string()).describe("Objects it makes in the zone: group/kind/namespace/name."),
  })
  .meta({ id: "TreeNode" });

const ReferenceView = z
  .strictObject({
    from: z.string().describe("Path of a node."),
    to: z.string().describe("Path of a node."),
    kind: z.enum(["expose", "request", "mount", "wait", "allow", "reference"]),
    label: z.string().describe("What makes the reference: environment keys, a port, a mount path."),
  })
  .meta({ id: "Reference" });

export const TreeView = z
  .strictObject({
    project: z.string(),
    namespace: z.string(),
    zone: zoneName,
    description: z.string().optional(),
    nodes: z.array(TreeNodeView).describe("Parents before children, in the order of the definition."),
    references: z.array(ReferenceView),
    notes: z.array(DiagnosticView),
    missing: z.array(z.string()).describe("Names of variables that have no value yet; examples stand for them."),
  })
  .meta({ id: "Tree" });

export function viewTree(tree: Tree, missing: readonly string[]): z.output<typeof TreeView> {
  const { project, namespace, zone, description, nodes, references, notes } = tree;
  return {
    project,
    namespace,
    zone,
    ...(description !== undefined && { description }),
    nodes: nodes.map(viewTreeNode),
    references: references.map(viewReference),
    notes: viewDiagnostics(notes),
    missing: [...missing],
  };
}

export function viewTreeNode({
  path,
  kind,
  name,
  parent,
  tags,
  facts,
  objects,
}: TreeNode): z.output<typeof TreeNodeView> {
  return { path, kind, name, ...(parent !== undefined && { parent }), tags: [...tags], facts, objects: [...objects] };
}

function viewReference({ from, to, kind, label }: Reference): z.output<typeof ReferenceView> {
  return { from, to, kind, label };
}
