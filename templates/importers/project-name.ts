import { basename, dirname, extname } from "node:path";
import { acceptableName } from "../../constructs/dns-name.ts";
import type { Dialect, ImportInput } from "./importer.ts";

/** Names that files of a format all have: their folder says what it is about. */
const GENERIC = /^(docker-)?compose([.-].*)?$|^(stack|template|index|default)$/i;

/** The name asked for, else the file's own, else one made from the name of the file or its folder. */
export function projectName(input: ImportInput, dialect: Dialect, document: Readonly<Record<string, unknown>>): string {
  const own = typeof document.name === "string" ? dialect.literal(document.name, ["name"]) : undefined;
  const file = basename(input.file, extname(input.file));
  const found = GENERIC.test(file) ? basename(dirname(input.file)) : file;
  return input.name ?? acceptableName(own ?? "") ?? acceptableName(found) ?? "project";
}
