import { posix } from "node:path";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { showTarget } from "../loss-report.ts";
import { isPlainObject } from "../read-yaml.ts";
import { templateText } from "../template-text.ts";
import { parseEnvFile } from "./env-file.ts";
import { itemsOf, textOf } from "./project.ts";
import type { Service } from "./service.ts";
import { secretKey } from "./variables.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** `env_file` first, since `environment` wins over it. */
export function translateEnvironment(service: Service) {
  if ("env_file" in service.definition) translateEnvFiles(service);
  const path = [...service.path, "environment"];
  const { environment } = service.definition;
  if (environment === undefined) return;
  const left = leftToShell(service, environment);
  if (environment === null) return service.translated(path, "nothing: it is empty");
  if (Array.isArray(environment)) {
    service.carried(path, service.to("environment"));
    environment.forEach((entry, index) => {
      setEntry(service, entry, [...path, index], left);
    });
  } else if (isPlainObject(environment)) {
    service.carried(path, service.to("environment"));
    for (const [name, value] of Object.entries(environment)) setVariable(service, name, value, [...path, name], left);
  } else service.odd(path, "a mapping or a list");
}

/** Values that one container may ask for: whoever lists more passes on what few ever set. */
const MOST_ASKED = 15;

/** Names whose values compose takes from the shell when it has them, where they are too many to ask for. */
function leftToShell(service: Service, environment: unknown): ReadonlySet<string> {
  const names = Array.isArray(environment)
    ? environment.filter((entry): entry is string => typeof entry === "string" && !entry.includes("="))
    : Object.entries(environment ?? {}).flatMap(([name, value]) => (value === null ? [name] : []));
  const unknown = names
    .map((name) => name.trim())
    .filter((name) => !secretKey(name) && service.project.dialect.literal(`\${${name}}`, service.path) === undefined);
  if (unknown.length <= MOST_ASKED) return new Set();
  const message = `${unknown.length} variables of ${service.container} are set only where the shell has them: they are left out`;
  service.warn(
    [...service.path, "environment"],
    "shell-values",
    message,
    "add those that are needed to its environment",
  );
  return new Set(unknown);
}

/** `NAME=value`, or a name alone: the value of the shell. */
function setEntry(service: Service, entry: unknown, path: ValuePath, left: ReadonlySet<string>) {
  const text = textOf(entry);
  if (text === undefined) {
    // "- NAME: value" is a mistake that compose refuses; what is meant is plain.
    const pairs = isPlainObject(entry) ? Object.entries(entry) : [];
    if (pairs.length === 0) return service.odd(path, "NAME=value");
    service.translated(path, "its entries");
    for (const [name, value] of pairs) setVariable(service, name, value, [...path, name], left);
    return;
  }
  const sign = text.indexOf("=");
  if (sign < 0) setVariable(service, text.trim(), null, path, left);
  else setVariable(service, text.slice(0, sign).trim(), text.slice(sign + 1), path, left);
}

function setVariable(service: Service, rawName: string, value: unknown, path: ValuePath, left: ReadonlySet<string>) {
  const { dialect } = service.project;
  const name = dialect.literal(rawName, path) ?? rawName;
  const given = textOf(value);
  const own = dialect.ownVariable(service.name, name, given, path);
  if (own) return service.project.ledger.say(own.path, own);
  if (!NAME.test(name)) return service.unsupported(path, "the name of a variable is letters, digits, _, . and -");
  const to = service.to("environment", name);
  if ((value === null || value === undefined) && left.has(rawName)) {
    return service.translated(path, "nothing: compose sets it only where the shell has it");
  }
  if (value === null || value === undefined) {
    service.draft.environment.set(name, service.text(`\${${name}}`, [...path, name]));
    return service.translated(path, `$${name}: compose takes it from the shell`, { to });
  }
  if (given === undefined) return service.odd(path, "a text");
  const kept = typeof value === "string" ? service.text(value, [...path, name]) : (value as number | boolean);
  service.draft.environment.set(name, kept);
  const blanks = typeof kept === "string" ? blanksIn(kept) : [];
  if (blanks.length === 0) service.carried(path, to);
  else service.translated(path, `${showTarget(to)}, with ${blanks.join(", ")}`, { to });
}

/** What stands for something in a text of a definition: `$db_password`, `${{web.publicUrl}}`. */
function blanksIn(text: string): string[] {
  const found = text.replaceAll("$$", "").match(/\$\{\{[^{}]{1,200}\}\}|\$\{?[A-Za-z_]\w*\}?/g) ?? [];
  return [...new Set(found)].slice(0, MOST_TOLD);
}

/** Names that one row of a loss report tells. */
const MOST_TOLD = 10;

function translateEnvFiles(service: Service): void {
  const path = [...service.path, "env_file"];
  const files = itemsOf(service.definition.env_file, path);
  if (files.length > 1 || Array.isArray(service.definition.env_file)) service.carried(path, service.to("environment"));
  for (const { value, path: at } of files) {
    const isMap = isPlainObject(value);
    const file = service.literal(isMap ? value.path : value, at);
    const required = !isMap || value.required === undefined || service.isTrue(value.required, at);
    translateEnvFile(service, file, required, isMap ? value.format : undefined, at);
  }
}

function translateEnvFile(
  service: Service,
  file: string | undefined,
  required: boolean,
  format: unknown,
  path: ValuePath,
) {
  if (file === undefined) return service.odd(path, "the path of a file");
  const read = service.project.beside.read(file);
  if ("problem" in read) {
    service.unsupported(path, `${file}: ${read.problem}`);
    if (!required) return;
    const message = `the environment variables of ${JSON.stringify(file)} are missing: ${read.problem}`;
    return service.warn(path, "env-file", message, `add them to the environment of ${service.container}`);
  }
  const isShared = posix.normalize(file) === ".env";
  for (const { name, value, literal } of parseEnvFile(read.text)) {
    const at = [...path, name];
    const raw = value ?? `\${${name}}`;
    // Blanks have their values from .env too: what both have is one variable, and no secret of it is copied.
    if (isShared && (secretKey(name) || service.project.dialect.hasBlank?.(name))) {
      service.draft.environment.set(name, service.text(`\${${name}}`, at));
      continue;
    }
    if (service.project.dialect.ownVariable(service.name, name, value, at)) continue;
    const text = literal || format === "raw" ? templateText(raw) : service.text(raw, at);
    service.draft.environment.set(name, text);
  }
  service.translated(path, `containers.${service.container}.environment: what ${file} holds`, {
    whole: true,
    to: service.to("environment"),
  });
}
