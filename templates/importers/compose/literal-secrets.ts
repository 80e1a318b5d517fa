import { literalPattern } from "../literal-pattern.ts";
import type { ComposeProject } from "./project.ts";
import type { Service } from "./service.ts";
import { secretKey } from "./variables.ts";

/** What kind of secret a key is about, so that one word used for two things stays two variables. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/pass|pwd/i, "password"],
  [/token/i, "token"],
  [/secret/i, "secret"],
  [/key/i, "key"],
];

/** Servers whose password it is, when several containers have it. */
const SERVER =
  /(^|\/)(postgres|postgresql|postgis|mysql|mariadb|percona|mongo|redis|valkey|rabbitmq|minio|clickhouse)[^/]*$/;

interface Place {
  readonly service: Service;
  readonly key: string;
}

/**
 * Passwords that stand in the file become secret variables with that default, one for all containers that have the same:
 * the definition says the same, and the value stands in a Secret, can be given, and is changed in one place.
 */
export function nameLiteralSecrets(project: ComposeProject, services: readonly Service[]): void {
  const groups = Map.groupBy(services.flatMap(secretsOf), ({ kind, value }) => `${kind}\n${value}`);
  for (const [group, places] of groups) {
    const { kind, value } = places[0] as Found;
    const owner =
      places.find(({ service }) => SERVER.test((service.draft.image ?? "").replace(/:[^/]*$/, ""))) ?? places[0];
    const wanted = `${owner?.service.container.replaceAll("-", "_")}_${kind}`;
    project.variables.use(`literal ${group}`, wanted, value.replaceAll("$$", "$"), (name) => {
      for (const { service, key } of places) replaceIn(service, key, name);
      if (kind === "password" && value.length >= 4) for (const service of services) replaceInUrls(service, value, name);
      if (value.length < 8 || isSaidOpenly(value, services)) return;
      for (const { service } of places) replaceInCommands(service, value, name);
    });
  }
}

interface Found extends Place {
  readonly kind: string;
  readonly value: string;
}

function secretsOf(service: Service): Found[] {
  return [...service.draft.environment].flatMap(([key, value]) => {
    const kind = KINDS.find(([pattern]) => pattern.test(key))?.[1] ?? "secret";
    // YAML reads a password of digits as a number; a number elsewhere is a length or a time.
    const text = typeof value === "number" && kind === "password" ? String(value) : value;
    if (typeof text !== "string" || !secretKey(key) || !isLiteral(text)) return [];
    return [{ service, key, kind, value: text }];
  });
}

/** Whether the same word is a name too, of a user, a database or a container: in a command it is more likely that. */
function isSaidOpenly(value: string, services: readonly Service[]): boolean {
  return services.some(
    ({ name, container, draft }) =>
      value === name ||
      value === container ||
      [...draft.environment].some(([key, text]) => text === value && !secretKey(key)),
  );
}

/** A value of its own, not a blank, a path, a switch or an address. */
function isLiteral(value: string): boolean {
  const hasBlank = /\$(?!\$)/.test(value.replaceAll("$$", ""));
  return (
    value !== "" && !hasBlank && !/^(\/|\.\/|true$|false$|yes$|no$|[0-9]{1,2}$|none$|null$|https?:\/\/)/i.test(value)
  );
}

function replaceIn({ draft }: Service, key: string, name: string): void {
  draft.environment.set(key, `$${name}`);
}

/** As a word of a command, where it is long enough to be nothing else. */
function replaceInCommands({ draft }: Service, value: string, name: string): void {
  const pattern = new RegExp(`(?<![\\w$])${literalPattern(value)}(?!\\w)`, "g");
  const replace = (words: readonly string[]) => words.map((word) => word.replace(pattern, () => `\${${name}}`));
  const health = draft.options.health === false ? undefined : draft.options.health;
  if (draft.command) draft.command = replace(draft.command);
  if (draft.args) draft.args = replace(draft.args);
  if (health?.command) health.command = replace(health.command);
}

/** `postgres://user:PASSWORD@host` */
function replaceInUrls({ draft }: Service, value: string, name: string): void {
  const pattern = new RegExp(`(?<=://[^\\s/@:]*:)${literalPattern(value)}(?=@)`, "g");
  for (const [key, text] of draft.environment) {
    if (typeof text === "string" && text.includes(`:${value}@`)) {
      draft.environment.set(
        key,
        text.replace(pattern, () => `$${name}`),
      );
    }
  }
}
