import { type Dirent, readdirSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import type { Template } from "../catalog.ts";
import { describeDefinition } from "../describe-definition.ts";
import { readSmallFile } from "../read-small-file.ts";
import { headline, isComposeName, recognise } from "./recognise.ts";
import type { Gallery } from "./registry.ts";

export const MOST_FILES = 5000;
const DEEPEST = 8;

/** What a gallery holds. */
export interface Scanned {
  /** By name. */
  readonly templates: readonly Template[];
  /** Why there are none, or not all. */
  readonly problem?: string;
}

/**
 * Lists the templates of a gallery by the names and the first look of its files; nothing is imported and nothing is run.
 * Links, hidden folders and `node_modules` are passed over, at most 5,000 files are looked at, and a file that cannot be
 * used is listed with the reason.
 */
export function scanGallery(gallery: Gallery): Scanned {
  const found: Template[] = [];
  const folders = [{ path: gallery.folder, depth: 0 }];
  let files = 0;
  let problem: string | undefined;
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    const entries = entriesOf(folder.path);
    if (!entries) {
      if (folder.depth === 0) problem = "its folder cannot be read";
      continue;
    }
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    files += names.length;
    if (files > MOST_FILES) {
      problem = `it has more than ${MOST_FILES} files: the rest is left out`;
      break;
    }
    const definition = definitionIn(gallery, folder.path, names);
    found.push(...(definition ? [definition] : names.flatMap((name) => foreign(gallery, join(folder.path, name)))));
    if (definition || folder.depth === DEEPEST) continue;
    const inside = entries.filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name));
    folders.push(...inside.map(({ name }) => ({ path: join(folder.path, name), depth: folder.depth + 1 })));
  }
  return { templates: distinct(found, gallery), ...(problem !== undefined && { problem }) };
}

/** Kinds are told without following links, so links are neither files nor folders here. */
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
  }
}

function definitionIn(gallery: Gallery, folder: string, names: readonly string[]): Template | undefined {
  const described = describeDefinition(folder, names);
  if (!described) return undefined;
  const { file, info } = described;
  // The form of a program is known by running it, and this one is somebody else's.
  const program = /\.m?ts$/.test(file)
    ? "programs of other galleries are not run: copy it to look at it first"
    : undefined;
  const broken = program ?? described.problem;
  return { name: slug(basename(folder)), file, gallery: gallery.name, ...info, ...(broken && { broken }) };
}

function foreign(gallery: Gallery, file: string): Template[] {
  const name = basename(file);
  if (!/^\.(ya?ml|json)$/.test(extname(name))) return [];
  const compose = isComposeName(name);
  const called = slug(compose ? basename(join(file, "..")) : name.slice(0, -extname(name).length));
  const { text, problem } = readSmallFile(file);
  const template = { name: called, file, gallery: gallery.name };
  if (text === undefined) return [{ ...template, broken: problem ?? "it cannot be read" }];
  const format = recognise(text);
  if (format) return [{ ...template, format, ...headline(format, text, file) }];
  return compose ? [{ ...template, format: "compose", broken: "it has no services" }] : [];
}

/** Within a gallery names differ: of two that are called the same, both get the folders they lie in. */
function distinct(found: readonly Template[], gallery: Gallery): Template[] {
  const uses = new Map<string, number>();
  for (const { name } of found) uses.set(name, (uses.get(name) ?? 0) + 1);
  const longer = found.map((template) => {
    if (uses.get(template.name) === 1) return template;
    const path = relative(gallery.folder, template.file);
    return { ...template, name: slug(path.slice(0, -extname(path).length)) };
  });
  const taken = new Set<string>();
  return longer
    .filter(({ name }) => !taken.has(name) && taken.add(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `Home Assistant` → `home-assistant` */
function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 60) || "template";
}
