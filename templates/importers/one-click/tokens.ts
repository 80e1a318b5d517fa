/** A part of a text of a one-click app: literal text, or what CapRover puts in its place. */
export type Token =
  | { readonly kind: "text"; readonly text: string }
  /** Public address of an app: `https://$$cap_appname-api.$$cap_root_domain`. */
  | { readonly kind: "address"; readonly app: string; readonly scheme: string; readonly text: string }
  /** Host name of an app on the private network, or Docker's name of a volume: `srv-captain--$$cap_appname-db`. */
  | { readonly kind: "host"; readonly app: string; readonly text: string }
  /** `$$cap_appname` where it stands for nothing but the name that was chosen. */
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "domain"; readonly text: string }
  | { readonly kind: "random"; readonly length: number; readonly text: string }
  /** A blank of the form, or one that the form has forgotten. */
  | { readonly kind: "blank"; readonly id: string; readonly declared: boolean; readonly text: string };

const APP = String.raw`\$\$cap_appname(?:[-_][A-Za-z0-9_-]*[A-Za-z0-9])?`;
const TOKENS = new RegExp(
  [
    String.raw`(?<scheme>(?:https?|wss?):\/\/)?(?<address>${APP})\.\$\$cap_root_domain`,
    `(?:srv-)?captain--(?<host>${APP})`,
    String.raw`\$\$cap_gen_random_hex\((?<random>[0-9]{1,6})\)`,
    String.raw`(?<run>\$\$[A-Za-z_][A-Za-z0-9_-]{0,200})`,
  ].join("|"),
  "g",
);

const NAME = "$$cap_appname";
const DOMAIN = "$$cap_root_domain";

/**
 * Splits a text. CapRover replaces each id wherever it stands, so the longest one that a text goes on with is meant:
 * `$$cap_version_x64` is `$$cap_version` and `_x64`.
 *
 * @param ids ids of the form
 */
export function splitTokens(text: string, ids: ReadonlySet<string>): Token[] {
  if (!text.includes("$$")) return text === "" ? [] : [{ kind: "text", text }];
  const tokens: Token[] = [];
  let from = 0;
  TOKENS.lastIndex = 0;
  for (let match = TOKENS.exec(text); match; match = TOKENS.exec(text)) {
    const token = tokenOf(match, ids);
    if (!token) continue;
    if (match.index > from) tokens.push({ kind: "text", text: text.slice(from, match.index) });
    tokens.push(token);
    from = match.index + token.text.length;
    TOKENS.lastIndex = from;
  }
  if (from < text.length) tokens.push({ kind: "text", text: text.slice(from) });
  return tokens;
}

function tokenOf(match: RegExpExecArray, ids: ReadonlySet<string>): Token | undefined {
  const [text] = match;
  const { scheme = "", address, host, random, run } = match.groups as Record<string, string | undefined>;
  if (address !== undefined) return { kind: "address", app: address, scheme, text };
  if (host !== undefined) return { kind: "host", app: host, text };
  if (random !== undefined) return { kind: "random", length: Number(random), text };
  return run === undefined ? undefined : blankOf(run, ids);
}

function blankOf(run: string, ids: ReadonlySet<string>): Token | undefined {
  for (let length = run.length; length > 2; length--) {
    const id = run.slice(0, length);
    if (ids.has(id)) return { kind: "blank", id, declared: true, text: id };
  }
  if (run.startsWith(NAME)) return { kind: "name", text: NAME };
  if (run.startsWith(DOMAIN)) return { kind: "domain", text: DOMAIN };
  const id = /^\$\$cap_[A-Za-z0-9_]*[A-Za-z0-9]/.exec(run)?.[0];
  return id === undefined ? undefined : { kind: "blank", id, declared: false, text: id };
}
