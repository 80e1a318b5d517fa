import { Beside } from "../beside.ts";
import type { Importer } from "../importer.ts";
import { isPlainObject } from "../read-yaml.ts";
import { ComposeDialect } from "./dialect.ts";
import { parseEnvFile } from "./env-file.ts";

const TOP_LEVEL = ["services", "include", "volumes", "networks", "secrets", "configs", "version", "name"];

export const composeImporter: Importer = {
  format: "compose",
  title: "Docker Compose",
  recognises: (document) =>
    isPlainObject(document.services) || (document.include !== undefined && Object.keys(document).every(isTopLevel)),
  dialect: (input, document, text) => new ComposeDialect(input, document, text, environmentBeside(input.file)),
};

function isTopLevel(key: string): boolean {
  return TOP_LEVEL.includes(key) || key.startsWith("x-");
}

/** Values that `.env` beside the file gives to blanks. */
function environmentBeside(file: string): ReadonlyMap<string, string> {
  const read = new Beside(file).read(".env");
  if ("problem" in read) return new Map();
  return new Map(
    parseEnvFile(read.text).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}
