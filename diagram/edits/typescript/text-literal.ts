const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", 0: "\0" };

/** The value of a text as it is written, in quotes of any kind; a template without blanks. */
export function textLiteral(written: string): string {
  const inner = written.slice(1, written.length > 1 && written.endsWith(written[0] as string) ? -1 : undefined);
  return inner.replace(/\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])/g, (_, code: string) => {
    if (code.length > 1 && /^[ux]/.test(code)) {
      const point = Number.parseInt(code.replace(/[ux{}]/g, ""), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : "";
    }
    if (code === "\n" || code === "\r\n" || code === "\r") return "";
    return ESCAPES[code] ?? code;
  });
}
