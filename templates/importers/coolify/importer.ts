import { Beside } from "../beside.ts";
import { parseEnvFile } from "../compose/env-file.ts";
import type { Importer, ImportInput } from "../importer.ts";
import { CoolifyDialect } from "./dialect.ts";
import { hasHeader, readHeader } from "./header.ts";

const MAGIC = /\bSERVICE_(?:FQDN|URL|PASSWORD|PASSWORDWITHSYMBOLS|USER|BASE64|REALBASE64|HEX)_[A-Z0-9]/;

/** Templates of Coolify (coolify.io/docs, "Docker Compose"; coollabsio/coolify, templates/compose). */
export const coolifyImporter: Importer = {
  format: "coolify",
  title: "Coolify template",
  recognises: (document, text) => "services" in document && (hasHeader(text) || MAGIC.test(text)),
  dialect: (input, document, text) => new CoolifyDialect(input, document, text, environmentOf(input, text)),
};

/** Values of the file that the header names, where it lies beside the template. */
function environmentOf(input: ImportInput, text: string): ReadonlyMap<string, string> {
  const file = readHeader(text).entries.get("env_file");
  const read = file === undefined ? undefined : new Beside(input.file).read(file);
  if (!read || !("text" in read)) return new Map();
  return new Map(
    parseEnvFile(read.text).flatMap(({ name, value }) => (value?.includes("$") ? [] : [[name, value ?? ""]])),
  );
}
