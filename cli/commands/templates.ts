import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { stateFolder } from "../../engine/state-folder.ts";
import type { Context } from "../context.ts";
import { drawInto } from "../draw-into.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { templateLinesOf } from "../show-template.ts";
import { readTags, withTags } from "../tag-selector.ts";
import { templateDetails } from "../template-details.ts";
import { galleryLines, searchTemplates } from "../template-list.ts";
import { safeText } from "../terminal/safe-text.ts";

interface TemplatesOptions {
  readonly tag?: readonly string[];
  readonly search?: string;
  readonly diagram?: string;
}

/** Lists the templates of all galleries, or shows one with its blanks. */
export async function templates(context: Context, options: TemplatesOptions, name?: string): Promise<ExitCode> {
  const { output, environment } = context;
  if (name !== undefined) return show(context, options, name);
  const { listTemplates } = await import("../../templates/catalog.ts");
  const tagged = withTags(readTags(options.tag), listTemplates(stateFolder(environment)), "template");
  const found = options.search === undefined ? tagged : searchTemplates(tagged, options.search);
  if (output.json) {
    output.document(found);
    return EXIT.success;
  }
  for (const line of galleryLines(output.dataCanvas, found)) output.print(line);
  if (found.length === 0) output.say(`no template is found with "${safeText(options.search ?? "")}"`);
  else output.say(output.talk.dim("\nlook at one: espalier templates NAME; start with it: espalier init NAME"));
  return EXIT.success;
}

async function show(context: Context, options: TemplatesOptions, name: string): Promise<ExitCode> {
  const { output, environment } = context;
  const details = await templateDetails(name, stateFolder(environment));
  if (options.diagram !== undefined) await draw(context, name, options.diagram);
  const { template, fields, losses } = details;
  if (output.json) output.document({ ...template, fields, ...(losses && { losses }) });
  else for (const line of templateLinesOf(output.dataCanvas, details)) output.print(line);
  return EXIT.success;
}

/** What its defaults would make, with examples where a value must be given. */
async function draw(context: Context, name: string, file: string): Promise<void> {
  const { templateTree } = await import("../../templates/template-tree.ts");
  const { value, diagnostics } = await templateTree(name, { state: stateFolder(context.environment) });
  if (!value) throw new DiagnosticsError(diagnostics);
  showDiagnostics(context.output, warningsOf(diagnostics), context.cwd);
  await drawInto(context, value, { output: file });
}
