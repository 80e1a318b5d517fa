import { type Diagnostic, DiagnosticsError, hasErrors, type ValuePath } from "../../constructs/diagnostic.ts";
import type { DefinitionFormat } from "../database/tables.ts";
import { invalid, mistake, type Problem } from "../http/problem.ts";

export interface TemplateChoice {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface Started {
  readonly format: DefinitionFormat;
  readonly text: string;
  /** Names of values that are secret, and so do not stand in the text. */
  readonly secrets: readonly string[];
}

/**
 * The definition that a template of ours makes for a project of a name.
 *
 * @throws Problem "invalid" when there is no such template, a value is wrong, or the template is a program
 */
export async function startFromTemplate({ name, variables }: TemplateChoice, project: string): Promise<Started> {
  const { fillTemplate, findTemplate } = await import("../../templates/gallery.ts");
  try {
    if (isProgram(findTemplate(name))) throw programOf(name);
    const { value, diagnostics } = await fillTemplate(name, { variables, name: project });
    if (!value || hasErrors(diagnostics)) throw invalid(diagnostics.map(inTemplate));
    if (value.format === "typescript") throw programOf(name);
    return { format: value.format, text: value.text, secrets: value.unwritten };
  } catch (error) {
    if (error instanceof DiagnosticsError) throw invalid(error.diagnostics.map(inTemplate));
    throw error;
  }
}

/** Whether a template is a program in TypeScript, which only its reader's own machine runs. */
export function isProgram({ file }: { readonly file: string }): boolean {
  return /\.m?ts$/.test(file);
}

export function programOf(name: string, path: ValuePath = ["template", "name"]): Problem {
  return mistake(
    path,
    "runs-program",
    `template ${JSON.stringify(name)} is a program in TypeScript, and the platform runs nobody's programs`,
    `start it on your own machine: espalier init ${name}`,
  );
}

/** Paths lead into the request; where a template stands on our disk is nobody's business. */
function inTemplate({ position: _, path, code, ...rest }: Diagnostic): Diagnostic {
  const place = code === "unknown-template" ? ["name"] : (path ?? []);
  return { ...rest, code, path: ["template", ...place] };
}
