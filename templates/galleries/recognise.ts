import type { TemplateInfo } from "../definition.ts";
import { headerInfo, readHeader } from "../importers/coolify/header.ts";
import type { ImportFormat } from "../importers/importer.ts";

/** Files that can only be compose files, whatever they hold. */
const COMPOSE_FILE = /^(docker-)?compose\.ya?ml$/;

export function isComposeName(name: string): boolean {
  return COMPOSE_FILE.test(name);
}

/**
 * What a file is by the look of its lines, without reading it as YAML: a gallery has hundreds. Importing decides for good.
 * Undefined: none of ours to import.
 */
export function recognise(text: string): ImportFormat | undefined {
  if (/^\s{0,4}"?captainVersion"?\s*:/m.test(text)) return "one-click";
  if (!/^services\s*:/m.test(text)) return undefined;
  const coolify =
    /^#\s*(slogan|documentation|logo)\s*:/m.test(text) || /\bSERVICE_(URL|FQDN|PASSWORD|USER|BASE64)_/.test(text);
  return coolify ? "coolify" : "compose";
}

/** What a file of another tool tells of itself, in so far as it can be told without importing it. */
export function headline(format: ImportFormat, text: string, file: string): TemplateInfo {
  if (format === "compose") return {};
  if (format === "coolify") {
    const { title, description, tags } = headerInfo(readHeader(text), { file }).template;
    return { ...(title && { title }), ...(description && { description }), ...(tags && { tags }) };
  }
  const title = keyed(text, "displayName")?.slice(0, 100);
  const description = keyed(text, "description")?.slice(0, 2000);
  return { ...(title && { title }), ...(description && { description }) };
}

/** The value of a key that stands on one line. */
function keyed(text: string, key: string): string | undefined {
  const value = new RegExp(`^\\s{0,8}"?${key}"?[ \\t]*:[ \\t]*(.{1,2000})$`, "m").exec(text)?.[1]?.trim();
  if (value === undefined || /^[>|]/.test(value)) return undefined;
  return /^(["'])(.*)\1,?$/.exec(value)?.[2] ?? value;
}
