import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

export async function version({ output }: Context): Promise<ExitCode> {
  const espalier = ownVersion();
  if (output.json) output.document({ espalier, node: process.versions.node });
  else output.print(espalier);
  return EXIT.success;
}

/** The version in the package's own package.json: one folder up from the sources, two from what is built. */
function ownVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      if (manifest.name === "espalier") return manifest.version;
    } catch {
      // No package.json here: the next folder up has it.
    }
    if (folder === dirname(folder)) return "unknown";
  }
}
