import { usageError } from "./command-error.ts";

// One assignment; a value in quotes may span lines, a comment after a bare value needs a space before it.
const ASSIGNMENT =
  /[ \t]*(?:export[ \t]+)?([^\s=#"']+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^\s"'][^\r\n]*?|))(?:[ \t]+#[^\r\n]*)?[ \t]*(?:\r?\n|$)/y;
const BLANK = /[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)/y;

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/** Assignments of a `.env` file. A usage error, with the line, for a line that is none; the line itself is not shown. */
export function parseEnvironmentFile(text: string, file: string): [name: string, value: string][] {
  const entries: [string, string][] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    BLANK.lastIndex = at;
    const blank = BLANK.exec(text);
    if (blank?.[0]) {
      at = BLANK.lastIndex;
      continue;
    }
    ASSIGNMENT.lastIndex = at;
    const match = ASSIGNMENT.exec(text);
    if (!match) {
      const line = text.slice(0, at).split("\n").length;
      throw usageError(`--var-file ${file}: line ${line} is not NAME=value`, 'quote values with spaces or "#" in them');
    }
    entries.push([match[1] as string, unquoted(match)]);
    at = ASSIGNMENT.lastIndex;
  }
  return entries;
}

function unquoted([, , double, single, bare]: RegExpExecArray): string {
  if (double !== undefined) return double.replace(/\\([\s\S])/g, (_, char: string) => ESCAPES[char] ?? char);
  return single ?? bare ?? "";
}
