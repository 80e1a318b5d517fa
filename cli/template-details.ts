import type { Template } from "../templates/catalog.ts";
import type { TemplateInfo } from "../templates/definition.ts";
import type { LossReport } from "../templates/importers/importer.ts";
import type { FormField } from "../templates/template-form.ts";

/** A template with all that is told of it, and what a form must ask. */
export interface TemplateDetails {
  readonly template: Template;
  readonly fields: readonly FormField[];
  /** What became of each key, when it is imported from a file of another tool. */
  readonly losses?: LossReport;
}

/** Throws a `DiagnosticsError` when there is no such template, or when it cannot be used. */
export async function templateDetails(name: string, state: string): Promise<TemplateDetails> {
  const { openTemplate } = await import("../templates/open-template.ts");
  const { formOf } = await import("../templates/template-form.ts");
  const { template, source, losses } = await openTemplate(name, state);
  // What another tool's file tells of itself is only known in full once it is imported.
  const told = template.format ? await infoIn(source.text) : {};
  return { template: { ...template, ...told }, fields: await formOf(source), ...(losses && { losses }) };
}

async function infoIn(text: string): Promise<TemplateInfo> {
  const { parseJsonDefinition } = await import("../templates/json-definition.ts");
  const { TemplateInfo } = await import("../templates/definition.ts");
  const value = parseJsonDefinition({ file: "espalier.jsonc", text }).value?.value as
    | { template?: unknown }
    | undefined;
  const info = TemplateInfo.safeParse(value?.template ?? {});
  return info.success ? info.data : {};
}
