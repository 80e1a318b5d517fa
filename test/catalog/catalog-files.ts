import { readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
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
}

/** The YAML files of a folder and of the folders in it, by name. */
export function catalogFiles(root: string): CatalogFile[] {
  const entries = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name));
  return [
    ...files.map(({ name }) => ({
      file: join(root, name),
      folder: basename(root),
      name: basename(name, extname(name)),
    })),
    ...folders.flatMap(({ name }) => catalogFiles(join(root, name))),
  ];
}

/** A name for the project, unique within the catalog, so that all of it can stand in one zone. */
export function projectName({ folder, name }: CatalogFile): string {
  const words = `${folder}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `c-${words}`.slice(0, 50).replace(/-+$/, "");
}
