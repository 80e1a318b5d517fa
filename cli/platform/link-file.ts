import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { writeFileWhole } from "../../engine/write-file-whole.ts";
import { CommandError } from "../command-error.ts";
import { DEFINITION_NAMES } from "../find-definition.ts";
import { readServerUrl } from "./server-url.ts";

const Content = z.strictObject({
  server: z.string(),
  project: z.string(),
  /** Version of the platform's definition that the one in this folder comes from; absent = it has not met it yet. */
  definition: z.int().positive().optional(),
});

/** That a folder's definition is a project on a platform. */
export interface Link extends z.infer<typeof Content> {
  /** The folder that is linked. */
  readonly folder: string;
}

const PLACE = join(".espalier", "link.json");

/**
 * The link of a folder, or of the nearest above it. A folder with a definition and no link is not linked, whatever lies
 * above: what is there is another project.
 */
export function findLink(start: string): Link | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, PLACE);
    if (existsSync(file)) return { ...readLink(file), folder };
    if (folder === dirname(folder) || DEFINITION_NAMES.some((name) => existsSync(join(folder, name)))) return undefined;
  }
}

/** The folder in which looking for a link begins: that of the definition that was named, or the current one. */
export function folderOf(cwd: string, file: string | undefined): string {
  if (file === undefined) return cwd;
  const path = resolve(cwd, file);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

export function writeLink({ folder, ...content }: Link): string {
  const file = join(folder, PLACE);
  mkdirSync(dirname(file), { recursive: true });
  // It holds no secret: people may keep it with the definition.
  writeFileWhole(file, `${JSON.stringify(content, null, 2)}\n`, 0o644);
  return file;
}

export function removeLink({ folder }: Link): void {
  rmSync(join(folder, PLACE), { force: true });
}

function readLink(file: string): z.infer<typeof Content> {
  const { data } = Content.safeParse(parse(readFileSync(file, "utf8")));
  if (!data) throw new CommandError(`${file} cannot be read`, { fix: "link the folder again with `espalier link`" });
  return { ...data, server: readServerUrl(data.server) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
