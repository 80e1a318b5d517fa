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
    isPlainObject(document.services) ||
    (document.include !== undefined && Object.keys(document).every(isTopLevel)) ||
    isOld(document),
  refuses: (document) =>
    isOld(document)
      ? {
          severity: "error",
          code: "old-compose",
          message: "this is the first format of compose, which Docker Compose itself no longer reads",
          path: [Object.keys(document)[0] ?? ""],
          fix: 'write "services:" on the first line and indent the rest below it',
        }
      : undefined,
  dialect: (input, document, text) => new ComposeDialect(input, document, text, environmentBeside(input.file)),
};

function isTopLevel(key: string): boolean {
  return TOP_LEVEL.includes(key) || key.startsWith("x-");
}

/** Services at the top, as Docker Compose wrote them before there was a second format. */
function isOld(document: Readonly<Record<string, unknown>>): boolean {
  const services = Object.values(document);
  return (
    services.length > 0 &&
    !("services" in document) &&
    services.every((one) => isPlainObject(one) && (typeof one.image === "string" || "build" in one))
  );
}

/** Values that `.env` beside the file gives to blanks. */
function environmentBeside(file: string): ReadonlyMap<string, string> {
  const read = new Beside(file).read(".env");
  if ("problem" in read) return new Map();
  return new Map(
    parseEnvFile(read.text).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}
