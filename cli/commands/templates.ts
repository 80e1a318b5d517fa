import type { FormField } from "../../templates/template-form.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readTags, withTags } from "../tag-selector.ts";
import { searchTemplates, templateLines } from "../template-list.ts";
import { wrap } from "../terminal/display-width.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";

interface TemplatesOptions {
  readonly tag?: readonly string[];
  readonly search?: string;
  readonly diagram?: string;
}

/** Lists the galleries, or shows one template with its blanks. */
export async function templates(context: Context, options: TemplatesOptions, name?: string): Promise<ExitCode> {
  const { listTemplates } = await import("../../templates/catalog.ts");
  const { output } = context;
  if (name !== undefined) return show(context, name);
  const tagged = withTags(readTags(options.tag), listTemplates(), "template");
  const found = options.search === undefined ? tagged : searchTemplates(tagged, options.search);
  if (output.json) {
    output.document(found);
    return EXIT.success;
  }
  for (const line of templateLines(output.dataCanvas, found)) output.print(line);
  if (found.length === 0) output.say(`no template is found with "${safeText(options.search ?? "")}"`);
  else output.say(output.talk.dim("\nlook at one: espalier templates NAME; start with it: espalier init NAME"));
  return EXIT.success;
}

async function show({ output }: Context, name: string): Promise<ExitCode> {
  const { findTemplate } = await import("../../templates/catalog.ts");
  const { templateForm } = await import("../../templates/template-form.ts");
  const template = findTemplate(name);
  const fields = await templateForm(name);
  if (output.json) {
    output.document({ ...template, fields });
    return EXIT.success;
  }
  const { title, description = "", notes, links = {} } = template;
  output.print(`${output.data.bold(name)}${title ? `  ${safeText(title)}` : ""}`);
  for (const line of wrap(safeText(description), output.dataCanvas.columns - 1)) output.print(line);
  output.print();
  const heading = ["VARIABLE", "VALUE", "WHAT FOR"].map((text) => output.data.dim(text));
  for (const line of table([heading, ...fields.map(fieldRow)])) output.print(line);
  if (notes) output.print(`\n${safeText(notes)}`);
  for (const [text, address] of Object.entries(links)) output.print(`${safeText(text)}: ${safeText(address)}`);
  return EXIT.success;
}

function fieldRow(field: FormField): string[] {
  const { name, label, description, choices } = field;
  const what = [label === name ? "" : label, description, choices ? `one of ${choices.join(", ")}` : ""];
  return [name, valueHint(field), safeText(what.filter(Boolean).join(": "))];
}

/** What a blank gets when nothing is given. */
function valueHint({ required, secret, default: value }: FormField): string {
  if (required) return secret ? "required, secret" : "required";
  if (secret) return "secret";
  return value === undefined ? "generated" : safeText(String(value));
}
