import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const IMPORT =
  /(?:^|\n)(?:import|export)\s(?!type\s)[^;'"]*?from\s*"([^"]+)"|(?:^|\n)import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/g;

/** Files and packages that are loaded with a module. Types are not. */
export function importGraph(entry: URL): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (url: URL): void => {
    const file = relative(ROOT, fileURLToPath(url));
    if (files.has(file)) return;
    files.add(file);
    for (const match of readFileSync(url, "utf8").matchAll(IMPORT)) {
      const specifier = (match[1] ?? match[2] ?? match[3]) as string;
      if (specifier.startsWith(".")) visit(new URL(specifier, url));
      else packages.add(specifier);
    }
  };
  visit(entry);
  return { files: [...files], packages: [...packages].toSorted() };
}
