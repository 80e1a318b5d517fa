import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticsError } from "../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../constructs/nearest-name.ts";
import { TemplateInfo } from "./definition.ts";
import { parseJsonDefinition } from "./json-definition.ts";
import { packageFile } from "./package-file.ts";
import { memberOf } from "./plain-value.ts";
import { readSource, type Source } from "./source.ts";

/** A template of the gallery: a folder with a definition, named `espalier.*`. */
export interface Template extends TemplateInfo {
  /** Name of the folder. */
  readonly name: string;
  /** Absolute path of the definition. */
  readonly file: string;
}

/** All templates by name. What a gallery tells of one stands under `template` of its definition, or in `template.json`. */
export function listTemplates(): Template[] {
  const folder = packageFile("templates", "gallery");
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => describe(name, join(folder, name)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The template of a name.
 *
 * @throws DiagnosticsError when there is none, with the nearest name
 */
export function findTemplate(name: string): Template {
  const templates = listTemplates();
  const found = templates.find((template) => template.name === name);
  if (found) return found;
  const names = templates.map((template) => template.name);
  const fix = didYouMean(nearestName(name, names));
  throw new DiagnosticsError([
    {
      severity: "error",
      code: "unknown-template",
      message: `there is no template ${JSON.stringify(name)}`,
      allowed: names.join(", "),
      ...(fix && { fix }),
    },
  ]);
}

/** The text of a template's definition. Throws as `findTemplate`. */
export async function readTemplate(name: string): Promise<Source> {
  const { file } = findTemplate(name);
  const { value, diagnostics } = await readSource({ file });
  if (!value) throw new DiagnosticsError(diagnostics);
  return value;
}

function describe(name: string, folder: string): Template {
  const files = readdirSync(folder);
  const file = join(folder, files.find((one) => one.startsWith("espalier.")) ?? "espalier.json");
  const info = files.includes("template.json")
    ? JSON.parse(readFileSync(join(folder, "template.json"), "utf8"))
    : memberOf(parseJsonDefinition({ file, text: readFileSync(file, "utf8") }).value?.value, "template");
  return { name, file, ...TemplateInfo.parse(info ?? {}) };
}
