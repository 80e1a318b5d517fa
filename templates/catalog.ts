import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticsError } from "../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../constructs/nearest-name.ts";
import type { TemplateInfo } from "./definition.ts";
import { describeDefinition } from "./describe-definition.ts";
import { readGalleries } from "./galleries/registry.ts";
import { scanGallery } from "./galleries/scan.ts";
import type { ImportFormat } from "./importers/importer.ts";
import { packageFile } from "./package-file.ts";

/** A template of a gallery: a folder with a definition named `espalier.*`, or a file of another tool. */
export interface Template extends TemplateInfo {
  /** Name of the folder or file; behind the name of its gallery and a slash where another is called the same. */
  readonly name: string;
  /** Absolute path of the definition, or of the file that is imported. */
  readonly file: string;
  /** Name of its gallery. Absent: ours */
  readonly gallery?: string;
  /** What it is imported from. Absent: it is a definition */
  readonly format?: ImportFormat;
  /** Why it cannot be used. */
  readonly broken?: string;
}

/**
 * All templates, ours first, each gallery's by name. What a gallery tells of one stands under `template` of its definition, in
 * `template.json`, or in the words of the other tool.
 *
 * @param state folder in which the further galleries are noted; absent: ours alone
 * @throws DiagnosticsError when the note of galleries cannot be read
 */
export function listTemplates(state?: string): Template[] {
  const own = ownTemplates();
  const further = state === undefined ? [] : readGalleries(state).flatMap((gallery) => scanGallery(gallery).templates);
  return [...own, ...qualified(further, new Set(own.map(({ name }) => name)))];
}

/**
 * The template of a name, `gallery/name` where the gallery is to be said.
 *
 * @throws DiagnosticsError when there is none, with the nearest name
 */
export function findTemplate(name: string, state?: string): Template {
  const templates = listTemplates(state);
  const found =
    templates.find((template) => template.name === name) ??
    templates.find((template) => template.gallery !== undefined && `${template.gallery}/${template.name}` === name);
  if (found) return found;
  const names = templates.map((template) => template.name);
  const fix = didYouMean(nearestName(name, names));
  throw new DiagnosticsError([
    {
      severity: "error",
      code: "unknown-template",
      message: `there is no template ${JSON.stringify(name)}`,
      allowed: names.length > NAMES_TOLD ? `one of ${names.length} templates` : names.join(", "),
      ...(fix && { fix }),
    },
  ]);
}

const NAMES_TOLD = 100;

function ownTemplates(): Template[] {
  const gallery = packageFile("templates", "gallery");
  return readdirSync(gallery, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const folder = join(gallery, name);
      const described = describeDefinition(folder, readdirSync(folder));
      if (!described) return [];
      const { file, info, problem } = described;
      return [{ name, file, ...info, ...(problem && { broken: problem }) }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names that stand for one template only, and none of ours. */
function qualified(further: readonly Template[], own: ReadonlySet<string>): Template[] {
  const uses = new Map<string, number>();
  for (const { name } of further) uses.set(name, (uses.get(name) ?? 0) + 1);
  return further.map((template) => {
    const { name, gallery } = template;
    return own.has(name) || (uses.get(name) ?? 0) > 1 ? { ...template, name: `${gallery}/${name}` } : template;
  });
}
