/** What stands between tokens: white space and comments of both languages. */
export interface Comments {
  /** Whether `#` begins a comment. */
  readonly hash: boolean;
}

/** Offset of the first thing from `at` on that is neither space nor comment. */
export function skipTrivia(text: string, at: number, comments: Comments): number {
  for (;;) {
    while (at < text.length && /\s/.test(text[at] as string)) at++;
    if (text.startsWith("//", at) || (comments.hash && text[at] === "#")) at = endOfLine(text, at);
    else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length : end + 2;
    } else return at;
  }
}

/** Offset of the line's end, before its `\r\n` or `\n`. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" && end - 1 >= at ? end - 1 : end;
}

export function startOfLine(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** White space at the start of the line on which something stands. */
export function indentAt(text: string, at: number): string {
  return /[ \t]*/y.exec(text.slice(startOfLine(text, at), at))?.[0] ?? "";
}

export function newlineOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** One step of indentation, as the text does it most. */
export function indentUnit(text: string): string {
  const counts = new Map<string, number>();
  let previous = "";
  for (const [, indent = ""] of text.slice(0, 100_000).matchAll(/(?:^|\n)([ \t]*)[^\s]/g)) {
    if (indent.length > previous.length && indent.startsWith(previous)) {
      const step = indent.slice(previous.length);
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    previous = indent;
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best && best[0].length <= 8 ? best[0] : "  ";
}

/** Whether nothing but spaces and a comment is left on the line; gives the offset of its end then. */
export function restIsComment(text: string, at: number, comments: Comments): number | undefined {
  const end = endOfLine(text, at);
  const rest = text.slice(at, end).trim();
  const isLine = rest.startsWith("//") || (comments.hash && rest.startsWith("#"));
  const isBlock = rest.startsWith("/*") && rest.indexOf("*/") === rest.length - 2;
  return rest === "" || isLine || isBlock ? end : undefined;
}
