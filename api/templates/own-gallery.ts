import type { FormField, Template, TemplateIcon } from "../../templates/gallery.ts";
import type { Source } from "../../templates/source.ts";
import { notFound } from "../http/problem.ts";
import { isProgram } from "./start-from-template.ts";

/** A template of ours with what is read from beside it. */
export interface OwnTemplate {
  readonly template: Template;
  readonly icon: TemplateIcon | undefined;
  readonly runsProgram: boolean;
}

/** A template with its definition and what its form asks for; nothing is asked of a program. */
export interface OpenedOwnTemplate extends OwnTemplate {
  readonly source: Source;
  readonly form: readonly FormField[];
}

/** The gallery comes with the package and stays as it is: it is read once. */
let listed: Promise<readonly OwnTemplate[]> | undefined;
const opened = new Map<string, Promise<OpenedOwnTemplate>>();

/** The templates of our gallery that can be used, by name. */
export function ownTemplates(): Promise<readonly OwnTemplate[]> {
  listed ??= readGallery();
  return listed;
}

/** Throws Problem "not-found". */
export async function ownTemplate(name: string): Promise<OpenedOwnTemplate> {
  const found = (await ownTemplates()).find(({ template }) => template.name === name);
  if (!found) throw notFound("template", name);
  const known = opened.get(name) ?? open(found);
  opened.set(name, known);
  known.catch(() => opened.delete(name));
  return known;
}

async function readGallery(): Promise<readonly OwnTemplate[]> {
  const { listTemplates, templateIcon } = await import("../../templates/gallery.ts");
  return listTemplates()
    .filter(({ broken }) => broken === undefined)
    .map((template) => ({ template, icon: templateIcon(template), runsProgram: isProgram(template) }));
}

async function open(own: OwnTemplate): Promise<OpenedOwnTemplate> {
  const { formOf, readTemplate } = await import("../../templates/gallery.ts");
  const source = await readTemplate(own.template.name);
  return { ...own, source, form: own.runsProgram ? [] : await formOf(source) };
}
