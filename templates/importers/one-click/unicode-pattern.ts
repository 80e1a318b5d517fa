/** What a backslash may stand before in a pattern with the flag u (ECMA-262, 22.2.1, `IdentityEscape[+UnicodeMode]`). */
const SYNTAX = new Set("^$\\.*+?()[]{}|/");
const ESCAPES =
  /^\\(?:[dDsSwWbBfnrtv0]|[1-9][0-9]*|c[A-Za-z]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|k<[^>]+>|[pP]\{[^}]+\})/;
const QUANTIFIER = /^\{[0-9]+(?:,[0-9]*)?\}/;

/**
 * A regular expression as it is written without the flag u, so that it says the same with it: escapes that mean nothing
 * (`\_`, `\@`) lose their backslash, brackets and hyphens that stand for themselves get one. What cannot be written with
 * the flag stays wrong.
 */
export function unicodePattern(source: string): string {
  let result = "";
  let inClass = false;
  for (let at = 0; at < source.length; ) {
    const token = tokenAt(source, at, inClass);
    result += inClass ? inClassToken(token, source, at) : outside(token);
    inClass = inClass ? token !== "]" : token === "[" || token === "[^";
    at += token.length;
  }
  return result;
}

/** The token of a pattern at a place: an escape, a quantifier, the start of a class, or one character. */
export function tokenAt(source: string, at: number, inClass: boolean): string {
  const rest = source.slice(at, at + 200);
  if (rest.startsWith("\\")) return ESCAPES.exec(rest)?.[0] ?? [...rest.slice(0, 3)].slice(0, 2).join("");
  if (inClass) return rest[0] as string;
  if (rest.startsWith("[^")) return "[^";
  return QUANTIFIER.exec(rest)?.[0] ?? (rest[0] as string);
}

function outside(token: string): string {
  if (token.length === 1) return token === "{" || token === "}" || token === "]" ? `\\${token}` : token;
  return isEmptyEscape(token, false) ? token.slice(1) : token;
}

function inClassToken(token: string, source: string, at: number): string {
  if (token === "-" && besideSet(source, at)) return "\\-";
  return isEmptyEscape(token, true) ? token.slice(1) : token;
}

function isEmptyEscape(token: string, inClass: boolean): boolean {
  if (!token.startsWith("\\") || ESCAPES.test(token)) return false;
  const character = token.slice(1);
  return !SYNTAX.has(character) && !(inClass && character === "-");
}

/** Whether a hyphen in a class stands beside `\w` and the like, where it can start no range. */
function besideSet(source: string, at: number): boolean {
  return /\\[dDsSwW]$/.test(source.slice(Math.max(0, at - 2), at)) || /^\\[dDsSwW]/.test(source.slice(at + 1, at + 3));
}
