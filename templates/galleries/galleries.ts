import { rmSync, statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import type { Diagnosed, Diagnostic } from "../../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../../constructs/nearest-name.ts";
import { cloneRepository, isRepository } from "./clone.ts";
import { GALLERY_NAME, type Gallery, readGalleries, writeGalleries } from "./registry.ts";
import { scanGallery } from "./scan.ts";

export interface AddGalleryOptions {
  /** Folder in which further galleries are noted, and clones are kept. */
  readonly state: string;
  /** Default: the name of the folder or repository */
  readonly name?: string;
  /** Folder that a relative path is meant from. Default: the current one */
  readonly cwd?: string;
}

/** A further gallery, and what is in it. */
export interface GalleryContent extends Gallery {
  readonly templates: number;
  /** How many of them cannot be used. */
  readonly broken: number;
  /** Why there are none, or not all. */
  readonly problem?: string;
}

/** The further galleries with what is in them, in the order they were added. Throws as `readGalleries`. */
export function listGalleries(state: string): GalleryContent[] {
  return readGalleries(state).map(contentOf);
}

/**
 * Adds a folder, or the clone of a repository (https, ssh, file), as a further gallery: of one-click apps, compose files,
 * Coolify templates, or folders with definitions of ours. Throws as `readGalleries`.
 */
export async function addGallery(source: string, options: AddGalleryOptions): Promise<Diagnosed<GalleryContent>> {
  const { state } = options;
  const galleries = readGalleries(state);
  const name = options.name ?? nameOf(source, options.cwd);
  const problem = nameProblem(name, galleries);
  if (problem) return { diagnostics: [problem] };
  const placed = isRepository(source) ? await clone(source, name, state) : await folderOf(source, options.cwd);
  if (placed.value === undefined) return { diagnostics: placed.diagnostics };
  const gallery: Gallery = { name, folder: placed.value, ...(isRepository(source) && { from: source }) };
  const content = contentOf(gallery);
  if (content.templates === 0) {
    removeClone(gallery, state);
    return { diagnostics: [nothingThere(source, content.problem)] };
  }
  writeGalleries(state, [...galleries, gallery]);
  return { value: content, diagnostics: [] };
}

/** Forgets a gallery; a clone of ours is removed, a folder of yours stays. Throws as `readGalleries`. */
export function removeGallery(name: string, state: string): Diagnosed<Gallery> {
  const galleries = readGalleries(state);
  const gallery = galleries.find((one) => one.name === name);
  if (!gallery) return { diagnostics: [unknown(name, galleries)] };
  writeGalleries(
    state,
    galleries.filter((one) => one !== gallery),
  );
  removeClone(gallery, state);
  return { value: gallery, diagnostics: [] };
}

function contentOf(gallery: Gallery): GalleryContent {
  const { templates, problem } = scanGallery(gallery);
  const broken = templates.filter((template) => template.broken !== undefined).length;
  return { ...gallery, templates: templates.length, broken, ...(problem !== undefined && { problem }) };
}

/** What an addition that was killed has left there is in nobody's note. */
function clone(address: string, name: string, state: string): Promise<Diagnosed<string>> {
  const folder = join(state, "galleries", name);
  rmSync(folder, { recursive: true, force: true });
  return cloneRepository(address, folder);
}

/** Nothing outside our own folder is ever removed, whatever the note says. */
function removeClone({ folder, from }: Gallery, state: string): void {
  const clones = resolve(state, "galleries") + sep;
  if (from !== undefined && resolve(folder).startsWith(clones)) rmSync(folder, { recursive: true, force: true });
}

/** `https://example.com/you/My_Apps.git` → `my-apps` */
function nameOf(source: string, cwd = process.cwd()): string {
  const last = isRepository(source)
    ? (source.split(/[/:]/).filter(Boolean).at(-1) ?? "")
    : basename(resolve(cwd, source));
  const plain = last
    .replace(/\.git$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return plain.slice(0, 40).replace(/^-+|-+$/g, "");
}

async function folderOf(source: string, cwd = process.cwd()): Promise<Diagnosed<string>> {
  try {
    const folder = await realpath(resolve(cwd, source));
    if (statSync(folder).isDirectory()) return { value: folder, diagnostics: [] };
  } catch (error) {
    if (!["ENOENT", "ENOTDIR", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  return {
    diagnostics: [
      {
        severity: "error",
        code: "no-such-folder",
        message: "there is no such folder",
        got: source,
        allowed: "a folder, or the address of a git repository: https://…, ssh://…, file://…",
      },
    ],
  };
}

function nameProblem(name: string, galleries: readonly Gallery[]): Diagnostic | undefined {
  if (!GALLERY_NAME.test(name)) {
    return {
      severity: "error",
      code: "invalid-name",
      message: "this cannot be the name of a gallery",
      got: JSON.stringify(name),
      allowed: "up to 40 lower-case letters, digits and -",
      fix: "give it another name",
    };
  }
  if (!galleries.some((gallery) => gallery.name === name)) return undefined;
  return {
    severity: "error",
    code: "gallery-exists",
    message: `there is a gallery ${JSON.stringify(name)} already`,
    fix: "remove it first, or give this one another name",
  };
}

function nothingThere(source: string, problem: string | undefined): Diagnostic {
  return {
    severity: "error",
    code: "empty-gallery",
    message: problem ? `nothing can be taken from there: ${problem}` : "there is no template in it",
    got: source,
    allowed: "one-click apps, compose files, Coolify templates, or folders with a definition espalier.*",
  };
}

function unknown(name: string, galleries: readonly Gallery[]): Diagnostic {
  const names = galleries.map((gallery) => gallery.name);
  const fix = didYouMean(nearestName(name, names));
  return {
    severity: "error",
    code: "unknown-gallery",
    message: `there is no gallery ${JSON.stringify(name)}`,
    allowed: names.length > 0 ? names.join(", ") : "no further galleries were added",
    ...(fix && { fix }),
  };
}
