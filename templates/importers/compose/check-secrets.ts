import type { Service } from "./service.ts";

const BLANK = /\$(?:(\$)|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g;

/**
 * Commands of checks and hooks are shown, so no secret can stand in them. They run where the environment of the container
 * is: a shell there takes the value from it.
 *
 * @param secrets names of the secret variables
 */
export function hideSecretsInCommands(services: readonly Service[], secrets: ReadonlySet<string>): void {
  for (const service of services) {
    const { health, lifecycle } = service.draft.options;
    const check = health === false ? undefined : health;
    for (const place of [check, lifecycle?.afterStart, lifecycle?.beforeStop]) {
      if (!place?.command?.some((word) => holdsSecret(word, secrets))) continue;
      place.command = throughShell(service, place.command, secrets);
    }
  }
}

function holdsSecret(word: string, secrets: ReadonlySet<string>): boolean {
  return [...word.matchAll(BLANK)].some((found) => secrets.has(nameIn(found)));
}

function nameIn([, dollar, plain, braced]: RegExpMatchArray): string {
  return dollar ? "" : (plain ?? braced ?? "");
}

function throughShell(service: Service, command: readonly string[], secrets: ReadonlySet<string>): string[] {
  const [program = "", flag, line] = command;
  const variable = (name: string) => environmentName(service, name);
  if (/^(\/bin\/)?(ba|a)?sh$/.test(program) && flag === "-c" && line !== undefined) {
    return [program, flag, inShellText(line, secrets, variable), ...command.slice(3)];
  }
  return ["sh", "-c", command.map((word) => quoted(word, secrets, variable)).join(" ")];
}

/** Inside single quotes a shell leaves dollars alone: they are closed around the value. */
function inShellText(text: string, secrets: ReadonlySet<string>, variable: (name: string) => string): string {
  let quote = "";
  let from = 0;
  let result = "";
  for (const found of text.matchAll(BLANK)) {
    const between = text.slice(from, found.index);
    quote = quoteAfter(between, quote);
    from = found.index + found[0].length;
    const name = nameIn(found);
    const value = `$$\{${variable(name)}}`;
    const spelled = quote === "'" ? `'"${value}"'` : quote === '"' ? value : `"${value}"`;
    result += between + (secrets.has(name) ? spelled : found[0]);
  }
  return result + text.slice(from);
}

function quoteAfter(text: string, before: string): string {
  let quote = before;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "\\" && quote !== "'") at += 1;
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = "";
  }
  return quote;
}

/** A word of a command as a word of a shell's. */
function quoted(word: string, secrets: ReadonlySet<string>, variable: (name: string) => string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return inShellText(`'${word.replaceAll("'", `'"'"'`)}'`, secrets, variable).replaceAll("''", "") || "''";
}

/** The environment variable that has the secret; one more when there is none. */
function environmentName({ draft }: Service, secret: string): string {
  for (const [key, value] of draft.environment) {
    if ((value === `$${secret}` || value === `\${${secret}}`) && /^[A-Za-z_]\w*$/.test(key)) return key;
  }
  const name = draft.environment.has(secret) ? `${secret}_VALUE` : secret;
  draft.environment.set(name, `$${secret}`);
  return name;
}
