import { basename, dirname, join } from "node:path";
import { type Diagnostic, DiagnosticsError } from "../constructs/diagnostic.ts";
import { findTemplate, type Template } from "./catalog.ts";
import type { LossReport } from "./importers/importer.ts";
import { readSource, type Source } from "./source.ts";

/** A template with the text of its definition. */
export interface OpenedTemplate {
  readonly template: Template;
  readonly source: Source;
  /** What became of each key of a file of another tool. */
  readonly losses?: LossReport;
  /** What importing says beside that; no errors. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a template; a file of another tool is imported.
 *
 * @param state folder in which the further galleries are noted; absent: ours alone
 * @throws DiagnosticsError when there is no template of that name, or it cannot be read or imported
 */
export async function openTemplate(name: string, state?: string): Promise<OpenedTemplate> {
  const template = findTemplate(name, state);
  if (template.broken !== undefined) throw new DiagnosticsError([cannotBeUsed(template, template.broken)]);
  if (template.format) return importTemplate(template);
  const { value, diagnostics } = await readSource(template);
  if (!value) throw new DiagnosticsError(diagnostics);
  return { template, source: value, diagnostics };
}

/** The text of a template's definition. Throws as `openTemplate`. */
export async function readTemplate(name: string, state?: string): Promise<Source> {
  return (await openTemplate(name, state)).source;
}

/** Importers are loaded when they are needed: reading YAML takes longer than a list of templates. */
async function importTemplate(template: Template): Promise<OpenedTemplate> {
  const { importDefinition } = await import("./importers/import-definition.ts");
  const project = basename(template.name);
  const { value, diagnostics } = await importDefinition({ file: template.file, name: project });
  if (!value) throw new DiagnosticsError(diagnostics);
  const file = join(dirname(template.file), "espalier.jsonc");
  return { template, source: { file, format: "json", text: value.text }, losses: value.losses, diagnostics };
}

function cannotBeUsed({ name, file }: Template, reason: string): Diagnostic {
  return {
    severity: "error",
    code: "broken-template",
    message: `the template ${JSON.stringify(name)} cannot be used: ${reason}`,
    position: { file, line: 1, column: 1 },
  };
}
