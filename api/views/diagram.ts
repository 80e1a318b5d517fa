import { z } from "zod";
import type { LaidOutGraph } from "../../diagram/graph.ts";
import { DiagnosticView, viewDiagnostics } from "./diagnostic.ts";

const point = { x: z.number(), y: z.number() };
const box = { ...point, width: z.number(), height: z.number() };
const PointView = z.strictObject(point).meta({ id: "Point" });

const NODE_KINDS = ["container", "volume", "address", "group", "peer", "object", "collapsed"] as const;
const ICONS = ["container", "database", "job", "cron", "daemon", "serverless"] as const;

const NodeView = z
  .strictObject({
    id: z.string().describe("Construct path."),
    kind: z.enum(NODE_KINDS).describe("`collapsed`: a card that stands for a whole group."),
    kindName: z.string().describe("The kind in words."),
    icon: z.enum([...ICONS, "volume", "address", "group", "peer", "project", "object", "tag"]),
    title: z.string(),
    lines: z.array(
      z.strictObject({
        name: z.string(),
        value: z.string(),
        secret: z.boolean().describe("It is, or holds, a secret: its name stands in the value."),
        usual: z.boolean().describe("Most have it, so that a card does not show it."),
      }),
    ),
    tags: z.array(z.string()),
    group: z.string().describe("Id of the innermost group it stands in."),
    ...box,
  })
  .meta({ id: "DiagramNode" });

const EdgeView = z
  .strictObject({
    id: z.string(),
    from: z.string(),
    to: z.string(),
    kind: z.enum(["expose", "request", "mount", "wait", "allow", "reference"]),
    label: z.string().describe("Short text to show on it; may be empty."),
    labels: z.array(z.string()).describe("Everything that makes it."),
    points: z.array(PointView).describe("From the border of one node to that of the other."),
    labelBox: z.strictObject(box).optional(),
  })
  .meta({ id: "DiagramEdge" });

const GroupView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["outside", "zone", "project", "tag"]),
    title: z.string(),
    note: z.string().optional(),
    parent: z.string().optional().describe("Id of the group around it."),
    ...box,
  })
  .meta({ id: "DiagramGroup" });

export const DiagramView = z
  .strictObject({
    project: z.string(),
    zone: z.string(),
    description: z.string().optional(),
    summary: z.string().describe("One line: `3 containers · 1 volume`."),
    width: z.number(),
    height: z.number(),
    groups: z.array(GroupView).describe("Groups before the groups inside them."),
    nodes: z.array(NodeView),
    edges: z.array(EdgeView),
    warnings: z.array(DiagnosticView).describe("What to know of this layout."),
  })
  .describe("A diagram with places, in px, from 0/0. Ready to show: bounded, without control characters or secrets.")
  .meta({ id: "Diagram" });

export type DiagramView = z.output<typeof DiagramView>;

export function viewDiagram(graph: LaidOutGraph): DiagramView {
  const { project, zone, description, summary, width, height, groups, nodes, edges, warnings } = graph;
  return {
    project,
    zone,
    ...(description !== undefined && { description }),
    summary,
    width,
    height,
    groups: groups.map(({ id, kind, title, note, parent, ...place }) => ({
      id,
      kind,
      title,
      ...(note !== undefined && { note }),
      ...(parent !== undefined && { parent }),
      ...boxOf(place),
    })),
    nodes: nodes.map(({ id, kind, kindName, icon, title, lines, tags, group, ...place }) => ({
      id,
      kind,
      kindName,
      icon,
      title,
      lines: lines.map(({ name, value, secret, usual }) => ({ name, value, secret, usual })),
      tags: [...tags],
      group,
      ...boxOf(place),
    })),
    edges: edges.map(({ id, from, to, kind, label, labels, points, labelBox }) => ({
      id,
      from,
      to,
      kind,
      label,
      labels: [...labels],
      points: points.map(({ x, y }) => ({ x, y })),
      ...(labelBox && { labelBox: boxOf(labelBox) }),
    })),
    warnings: viewDiagnostics(warnings),
  };
}

function boxOf({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x, y, width, height };
}
