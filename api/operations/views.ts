import { z } from "zod";
import { THEMES } from "../definitions/drawings.ts";
import { projectOperation } from "../http/operation.ts";
import { diagramSvg, diagramView, treeView } from "../project-views/project-views.ts";
import { DiagramView } from "../views/diagram.ts";
import { TreeView } from "../views/tree.ts";
import { ProjectParams, zoneName } from "./names.ts";

const zone = zoneName.optional().describe("A zone with a claim of the project. Default: the first by name");
const DiagramQuery = z.strictObject({
  zone,
  groupByTag: z.enum(["true", "false"]).default("false").describe("true: frames what shares its first tag."),
});

const getTree = projectOperation({
  id: "getTree",
  method: "get",
  path: "/projects/{project}/tree",
  tag: "Views",
  summary: "The tree of the current definition",
  description:
    "What the definition makes in a zone, as constructs and references. Examples stand for variables that have no value yet; a project without a zone is shown as in an example of one.",
  permission: "read",
  params: ProjectParams,
  query: z.strictObject({ zone }),
  success: { status: 200, description: "the tree", body: TreeView },
  problems: ["conflict"],
  async handle({ database, platform, project, query }) {
    return { body: (await treeView({ database, platform, project, zone: query.zone })).view };
  },
});

const getDiagram = projectOperation({
  id: "getDiagram",
  method: "get",
  path: "/projects/{project}/diagram",
  tag: "Views",
  summary: "The diagram of the current definition, laid out",
  permission: "read",
  params: ProjectParams,
  query: DiagramQuery,
  success: { status: 200, description: "the diagram", body: DiagramView },
  problems: ["conflict"],
  async handle({ database, platform, project, query }) {
    const request = { database, platform, project, zone: query.zone };
    return { body: await diagramView(request, query.groupByTag === "true") };
  },
});

const getDiagramSvg = projectOperation({
  id: "getDiagramSvg",
  method: "get",
  path: "/projects/{project}/diagram.svg",
  tag: "Views",
  summary: "The diagram of the current definition as an SVG",
  description: "It needs nothing else: no font, script or other file.",
  permission: "read",
  params: ProjectParams,
  query: DiagramQuery.extend({
    theme: z.enum(THEMES).default("auto").describe("auto follows the reader's setting."),
  }),
  success: { status: 200, description: "the diagram", type: "image/svg+xml" },
  problems: ["conflict"],
  async handle({ database, platform, project, query }) {
    const request = { database, platform, project, zone: query.zone };
    return { body: await diagramSvg(request, query.groupByTag === "true", query.theme) };
  },
});

export const VIEWS = [getTree, getDiagram, getDiagramSvg];
