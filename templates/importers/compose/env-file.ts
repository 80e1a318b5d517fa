export interface EnvEntry {
  readonly name: string;
  /** Undefined: the value of the shell. */
  readonly value?: string;
  /** In single quotes nothing is interpolated. */
  readonly literal: boolean;
}

const NAME = /^(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*([=:]?)/;

/** Entries of an env file (Compose Specification, `env_file`): `NAME=value`, quotes, `#` comments. */
export function parseEnvFile(text: string): EnvEntry[] {
  return text.split("\n").flatMap((line) => {
    const trimmed = line.trim();
    const found = NAME.exec(trimmed);
    if (!found) return [];
    const [start, name = "", sign] = found;
    if (!sign) return start.length === trimmed.length ? [{ name, literal: false }] : [];
    return [{ name, ...readValue(trimmed.slice(start.length).trimStart()) }];
  });
}

function readValue(text: string): Pick<EnvEntry, "value" | "literal"> {
  const quote = text[0];
  const end = quote === "'" || quote === '"' ? closing(text, quote) : -1;
  if (end < 0) return { value: withoutComment(text), literal: false };
  const inside = text.slice(1, end);
  return quote === "'" ? { value: inside, literal: true } : { value: withoutEscapes(inside), literal: false };
}

function closing(text: string, quote: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** A comment behind a value without quotes begins with a space. */
function withoutComment(text: string): string {
  for (let at = text.indexOf("#"); at >= 0; at = text.indexOf("#", at + 1)) {
    if (at === 0 || text[at - 1] === " " || text[at - 1] === "\t") return text.slice(0, at).trimEnd();
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, (all, character: string) => ESCAPES[character] ?? all);
}
