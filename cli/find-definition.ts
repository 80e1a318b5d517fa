import { type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { usageError } from "./command-error.ts";
import { suggestion } from "./nearest.ts";

/** Names a definition has when `-f` names none. */
export const DEFINITION_NAMES = [
  "espalier.ts",
  "espalier.mts",
  "espalier.jsonnet",
  "espalier.jsonc",
  "espalier.json",
] as const;

const ENDINGS = [".ts", ".mts", ".jsonnet", ".jsonc", ".json"];

/**
 * Absolute path of the definition: the file named by `-f` (or the one in the folder it names), else the one in the
 * current folder or the nearest folder above it. A usage error when there is none, or two in one folder.
 */
export function findDefinition(cwd: string, named?: string): string {
  if (named !== undefined) return namedDefinition(resolve(cwd, named), named);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = definitionIn(folder);
    if (found !== undefined) return found;
    if (folder === dirname(folder)) break;
  }
  throw usageError(
    `no definition in ${cwd} or a folder above it (looked for ${DEFINITION_NAMES.join(", ")})`,
    "start one with `espalier init`, or name a file with -f",
  );
}

/** The definition of one folder. A usage error when there are two: which of them counts is not for us to guess. */
export function definitionIn(folder: string): string | undefined {
  const found = DEFINITION_NAMES.filter((name) => statOf(join(folder, name))?.isFile());
  if (found.length > 1) {
    throw usageError(
      `${folder} holds ${found.length} definitions: ${found.join(" and ")}`,
      `name one of them, e.g. -f ${found[0]}, or remove the others`,
    );
  }
  return found[0] === undefined ? undefined : join(folder, found[0]);
}

function namedDefinition(path: string, named: string): string {
  const stats = statOf(path);
  if (stats === undefined) throw usageError(`there is no file "${named}"`);
  if (stats.isDirectory()) {
    const found = definitionIn(path);
    if (found === undefined) throw usageError(`no definition in ${named} (looked for ${DEFINITION_NAMES.join(", ")})`);
    return found;
  }
  if (!ENDINGS.some((ending) => path.endsWith(ending))) {
    const ending = /\.[^./]*$/.exec(path)?.[0] ?? "no ending";
    throw usageError(
      `a definition ends in ${ENDINGS.join(", ")}, got ${ending} in "${named}"`,
      suggestion(ending, ENDINGS, "endings"),
    );
  }
  return path;
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
