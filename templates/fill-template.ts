import { basename } from "node:path";
import { applyEdits, modify } from "jsonc-parser";
import type { Diagnosed, Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import type { LossReport } from "./importers/importer.ts";
import { parseJsonDefinition } from "./json-definition.ts";
import { literalSpan, type Span } from "./literal-locator.ts";
import { openTemplate } from "./open-template.ts";
import { memberOf } from "./plain-value.ts";
import type { Format, Source } from "./source.ts";
import { tokenize } from "./source-tokens.ts";
import { variablesOf } from "./template-form.ts";
import type { Scalar, Variables } from "./variable.ts";
import { chooseValues, undeclaredValues } from "./variable-values.ts";

export interface FillOptions {
  /** Values of variables, as text; written as their defaults. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Name of the project. Default: the template's */
  readonly name?: string;
  /** Folder in which the further galleries are noted. Default: ours alone */
  readonly state?: string;
}

/** A template's definition with values filled in. */
export interface FilledTemplate {
  readonly text: string;
  readonly format: Format;
  /** Name of the file it belongs into, e.g. `espalier.jsonc`; its ending tells the format. */
  readonly fileName: string;
  /** Names of values that were given but not written, since they are secret. */
  readonly unwritten: readonly string[];
  /** What became of each key, when it was imported from a file of another tool. */
  readonly losses?: LossReport;
}

/**
 * The text of a template's definition with the values that were given as defaults: a minimal edit. Secret values are not
 * written, and no file is. Throws as `openTemplate`.
 */
export async function fillTemplate(template: string, options: FillOptions = {}): Promise<Diagnosed<FilledTemplate>> {
  const { source, losses, diagnostics: told } = await openTemplate(template, options.state);
  const given = options.variables ?? {};
  const variables = await variablesOf(source);
  const diagnostics = wrongValues(variables, given);
  if (diagnostics.length > 0) return { diagnostics };
  return {
    value: {
      text: fill(source, variables, options),
      format: source.format,
      fileName: basename(source.file),
      unwritten: Object.keys(given).filter((one) => variables.declared.get(one)?.secret),
      ...(losses && { losses }),
    },
    diagnostics: told,
  };
}

/** Values that are missing are none of our business yet: they can be given later. */
function wrongValues(variables: Variables, given: Readonly<Record<string, string>>): Diagnostic[] {
  const chosen = chooseValues(variables, given).diagnostics.filter(({ code }) => code !== "missing-variable");
  return [...chosen, ...undeclaredValues(given, variables.declared.keys())];
}

function fill(source: Source, variables: Variables, { name, variables: given = {} }: FillOptions): string {
  const chosen = chooseValues(variables, given).value;
  let text = name === undefined ? source.text : withProjectName(source, name);
  for (const variable of Object.keys(given)) {
    const replacement = chosen.replacements.get(variable);
    if (replacement?.kind === "value") text = writeDefault({ ...source, text }, variable, replacement.value);
  }
  return text;
}

/** The text of a definition whose project is called so: a minimal edit. */
export function withProjectName(source: Source, name: string): string {
  const span = source.format === "typescript" ? projectId(source.text) : undefined;
  return span ? replaceSpan(source.text, span, name) : writeValue(source, ["project", "name"], name);
}

/** The id in `new Project(zone, "shop")`. */
function projectId(text: string): Span | undefined {
  const tokens = tokenize(text, "typescript");
  const at = tokens.findIndex((token, index) => token.text === "Project" && tokens[index + 1]?.text === "(");
  const id = tokens[at + 4];
  return at >= 0 && id?.kind === "text" ? id : undefined;
}

function writeDefault(source: Source, variable: string, value: Scalar): string {
  const place = ["variables", variable];
  if (source.format === "json") {
    const declaration = memberOf(parseJsonDefinition(source).value?.value, ...place);
    return writeValue(source, typeof declaration === "object" ? [...place, "default"] : place, value);
  }
  const language = source.format;
  const declaration = literalSpan(source.text, language, place);
  if (
    declaration &&
    source.text[declaration.start] === "{" &&
    !literalSpan(source.text, language, [...place, "default"])
  ) {
    const inside = declaration.start + 1;
    return `${source.text.slice(0, inside)} default: ${JSON.stringify(value)},${source.text.slice(inside)}`;
  }
  return writeValue(source, source.text[declaration?.start ?? 0] === "{" ? [...place, "default"] : place, value);
}

function writeValue({ format, text }: Source, path: ValuePath, value: Scalar): string {
  if (format === "json") {
    return applyEdits(text, modify(text, [...path], value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }));
  }
  const span = literalSpan(text, format, path);
  return span ? replaceSpan(text, span, value) : text;
}

function replaceSpan(text: string, { start, end }: Span, value: Scalar): string {
  return text.slice(0, start) + JSON.stringify(value) + text.slice(end);
}
