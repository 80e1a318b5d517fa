import { readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The shared catalog, beside the repository; not every checkout has it. */
export const SHARED_CATALOG = fileURLToPath(new URL("../../../shared/catalog", import.meta.url));

export interface CatalogFile {
  /** Absolute path. */
  readonly file: string;
  /** Name of the folder it stands in, by which results are counted. */
  readonly folder: string;
  /** Name without its ending: `n8n-with-postgresql`. */
  readonly name: string;
  /** A name for the project, unique within the catalog, so that all of it can stand in one zone. */
  readonly project: string;
}

/** The YAML files of a folder and of the folders in it, by name. */
export function catalogFiles(root: string): CatalogFile[] {
  const taken = new Set<string>();
  return filesBelow(root).map((file) => {
    const folder = basename(dirname(file));
    const name = basename(file, extname(file));
    return { file, folder, name, project: freeName(`${folder}-${name}`, taken) };
  });
}

function filesBelow(root: string): string[] {
  const entries = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name));
  return [...files.map(({ name }) => join(root, name)), ...folders.flatMap(({ name }) => filesBelow(join(root, name)))];
}

function freeName(words: string, taken: Set<string>): string {
  const name = `c-${words.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`.slice(0, 50).replace(/-+$/, "");
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  taken.add(free);
  return free;
}
