import { basename } from "node:path";
import { z } from "zod";
import { hasErrors } from "../../constructs/diagnostic.ts";
import { VARIABLE_NAME } from "../../templates/definition.ts";
import { exampleValues } from "../../templates/example-values.ts";
import { EXAMPLE_ZONE } from "../../templates/example-zone.ts";
import { LIMIT } from "../../templates/limits.ts";
import { layOutTree, svgOfGraph, THEMES } from "../definitions/drawings.ts";
import { evaluationThreads } from "../definitions/evaluation-threads.ts";
import { operation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { notFound } from "../http/problem.ts";
import { callerName } from "../identity/caller.ts";
import { type OwnTemplate, ownTemplate, ownTemplates } from "../templates/own-gallery.ts";
import { programOf } from "../templates/start-from-template.ts";
import { viewDiagnostics } from "../views/diagnostic.ts";
import { viewDiagram } from "../views/diagram.ts";
import { TemplateDetail, TemplatePreviewView, TemplateView, viewFormField } from "../views/template.ts";
import { anyText, projectName } from "./names.ts";

const TemplateParams = z.strictObject({
  template: z
    .string()
    .max(100)
    .regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and -")
    .describe("Name of a template."),
});

const listTemplates = operation({
  id: "listTemplates",
  method: "get",
  path: "/templates",
  tag: "Templates",
  summary: "List the templates of the gallery, by name",
  access: "caller",
  query: PageQuery.extend({
    search: z.string().max(100).optional().describe("Only those with this in name, title, description or a tag."),
  }),
  success: { status: 200, description: "a page of templates", body: pageOf(TemplateView, "TemplatePage") },
  async handle({ query: { limit, after, search } }) {
    const last = String(readCursor(after, 1)?.[0] ?? "");
    const wanted = search?.toLowerCase();
    const found = (await ownTemplates()).filter(
      (own) => own.template.name > last && (wanted === undefined || words(own).includes(wanted)),
    );
    return { body: toPage(found.slice(0, limit + 1), limit, viewTemplate, ({ template }) => [template.name]) };
  },
});

const getTemplate = operation({
  id: "getTemplate",
  method: "get",
  path: "/templates/{template}",
  tag: "Templates",
  summary: "A template with its definition and what its form asks for",
  access: "caller",
  params: TemplateParams,
  success: { status: 200, description: "the template", body: TemplateDetail },
  async handle({ params }) {
    const own = await ownTemplate(params.template);
    const { template, source, form, runsProgram } = own;
    return {
      body: {
        ...viewTemplate(own),
        links: { ...template.links },
        ...(template.notes !== undefined && { notes: template.notes }),
        format: source.format,
        text: source.text,
        form: form.map(viewFormField),
        ...(runsProgram && { instead: `start it on your own machine: espalier init ${template.name}` }),
      },
    };
  },
});

const getTemplateIcon = operation({
  id: "getTemplateIcon",
  method: "get",
  path: "/templates/{template}/icon",
  tag: "Templates",
  summary: "The icon of a template as an SVG",
  description: "Shapes only: no script, style, link or image.",
  access: "caller",
  params: TemplateParams,
  success: { status: 200, description: "the icon", type: "image/svg+xml" },
  async handle({ params }) {
    const own = (await ownTemplates()).find(({ template }) => template.name === params.template);
    if (own?.icon?.kind !== "svg") throw notFound("icon of template", params.template);
    return { body: own.icon.text };
  },
});

const previewTemplate = operation({
  id: "previewTemplate",
  method: "post",
  path: "/templates/{template}/preview",
  tag: "Templates",
  summary: "What a template would make with some values; leaves nothing",
  description: "Examples stand for blanks that must be filled and are not, yet.",
  access: "caller",
  params: TemplateParams,
  body: z
    .strictObject({
      project: projectName.optional().describe("What the project would be called. Default: as the template is written"),
      variables: z
        .record(z.string().regex(VARIABLE_NAME), anyText(LIMIT.value))
        .refine((values) => Object.keys(values).length <= LIMIT.variables, `at most ${LIMIT.variables} values`)
        .default({}),
      theme: z.enum(THEMES).optional().describe("Also gives an SVG."),
    })
    .prefault({}),
  effect: false,
  success: { status: 200, description: "what it would make", body: TemplatePreviewView },
  async handle({ params, body, caller, signal }) {
    const { source, form, runsProgram } = await ownTemplate(params.template);
    if (runsProgram) throw programOf(params.template, ["template"]);
    const { withProjectName } = await import("../../templates/gallery.ts");
    const turn = `templates ${callerName(caller)}`;
    const { value, diagnostics } = await evaluationThreads.evaluate(
      turn,
      {
        file: basename(source.file),
        text: body.project === undefined ? source.text : withProjectName(source, body.project),
        zone: EXAMPLE_ZONE,
        variables: { ...exampleValues(form), ...body.variables },
        generated: { get: async (_project, _variable, draw) => draw() },
      },
      { signal },
    );
    if (!value || hasErrors(diagnostics)) {
      return { body: { diagnostics: viewDiagnostics(diagnostics), diagram: null, svg: null } };
    }
    const graph = await layOutTree(turn, value.tree, { signal });
    const svg = body.theme ? await svgOfGraph(turn, graph, body.theme, { signal }) : null;
    const said = [...diagnostics, ...value.tree.notes];
    return { body: { diagnostics: viewDiagnostics(said), diagram: viewDiagram(graph), svg } };
  },
});

function viewTemplate({ template, icon, runsProgram }: OwnTemplate): z.output<typeof TemplateView> {
  const { name, title = name, description, tags = [], version } = template;
  return {
    name,
    title,
    ...(description !== undefined && { description }),
    tags: [...tags],
    ...(version !== undefined && { version }),
    ...(icon?.kind === "emoji" && { icon: icon.text }),
    hasIcon: icon?.kind === "svg",
    runsProgram,
  };
}

function words({ template: { name, title = "", description = "", tags = [] } }: OwnTemplate): string {
  return [name, title, description, ...tags].join("\n").toLowerCase();
}

export const TEMPLATES = [listTemplates, getTemplate, getTemplateIcon, previewTemplate];
