import type { ValuePath } from "../../constructs/diagnostic.ts";
import type { YamlDocument } from "./read-yaml.ts";

const LONGEST_WORDS = 60;

/** Lists whose entries say in a word or two what is lost; others may hold what is nobody's business. */
const TOLD_LISTS: ReadonlySet<string> = new Set([
  "cap_add",
  "depends_on",
  "devices",
  "env_file",
  "extra_hosts",
  "group_add",
  "links",
  "ports",
  "security_opt",
  "sysctls",
  "volumes",
]);

/** `cap_add NET_ADMIN`, `networks.front.ipv4_address` */
export function lossWords(document: YamlDocument, path: ValuePath): string {
  const keys = path.slice(2).filter((step) => typeof step === "string");
  const value = TOLD_LISTS.has(String(path[2])) && path.length === 4 ? document.at(path) : undefined;
  const entry = typeof value === "object" && value !== null ? (value as { target?: unknown }).target : value;
  const told = typeof path[3] === "number" ? ` ${String(entry ?? "")}` : "";
  return `${keys.join(".")}${told.length > LONGEST_WORDS ? `${told.slice(0, LONGEST_WORDS)}…` : told}`.trim();
}
