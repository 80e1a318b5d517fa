/** A line of a `.env` file that says something, or why it does not. */
export type DotEnvLine =
  | { readonly line: number; readonly name: string; readonly value: string }
  | { readonly line: number; readonly problem: string; readonly fix?: string };

export interface DotEnv {
  /** By name; the last one of a name counts. */
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly Extract<DotEnvLine, { problem: string }>[];
}

export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const LONGEST_VALUE = 64 * 1024;
const MOST_VARIABLES = 200;

/**
 * Reads what stands in `.env` files: `NAME=value`, `export NAME=value`, comments after `#`, values in single quotes (as they
 * are), in double quotes (with `\n`, `\"`, `\\`, over several lines) and without quotes. Nothing is filled in: `$NAME` stays.
 */
export function readDotEnv(text: string): DotEnv {
  const values = new Map<string, string>();
  const problems: Extract<DotEnvLine, { problem: string }>[] = [];
  for (const found of new Reader(text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n")).lines()) {
    if ("problem" in found) {
      problems.push(found);
      continue;
    }
    const { line, name, value } = found;
    if (values.size >= MOST_VARIABLES && !values.has(name)) {
      problems.push({
        line,
        problem: `there are more than ${MOST_VARIABLES} variables`,
        fix: "apply these, then the rest",
      });
      break;
    }
    values.set(name, value);
  }
  return { values, problems };
}

class Reader {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  *lines(): Generator<DotEnvLine> {
    while (this.#at < this.#text.length) {
      const line = this.#line;
      const start = this.#restOfLine();
      const head = /^\s*(?:export\s+)?([^=\s#]*)[ \t]*(=|$)/.exec(start);
      if (/^\s*(#|$)/.test(start)) this.#skip(start.length);
      else if (head?.[2] !== "=" || head[1] === "") {
        this.#skip(start.length);
        yield { line, problem: "this is no NAME=value", fix: "write a name, = and a value" };
      } else {
        this.#skip(head[0].length);
        yield this.#value(line, head[1] as string);
      }
      this.#skip(1);
    }
  }

  #value(line: number, name: string): DotEnvLine {
    const rest = this.#restOfLine();
    const quote = /^[ \t]*(["'])/.exec(rest);
    const value = quote ? this.#quoted(quote) : this.#plain(rest);
    if (!VARIABLE_NAME.test(name))
      return {
        line,
        problem: `${shown(name)} is no name of a variable`,
        fix: "use letters, digits and _, not a digit first",
      };
    if (value === undefined) return { line, problem: `the quote that begins the value of ${name} does not end` };
    if (value.length > LONGEST_VALUE) return { line, problem: `the value of ${name} is longer than 64 KiB` };
    return { line, name, value };
  }

  #plain(rest: string): string {
    this.#skip(rest.length);
    return rest.replace(/(^|\s)#.*$/, "").trim();
  }

  #quoted([before, quote]: RegExpExecArray): string | undefined {
    const from = this.#at + before.length;
    const pattern = quote === '"' ? /(?:[^"\\]|\\[\s\S])*"/y : /[^']*'/y;
    pattern.lastIndex = from;
    const inside = pattern.exec(this.#text)?.[0];
    if (inside === undefined) {
      this.#skip(this.#restOfLine().length);
      return undefined;
    }
    this.#skip(before.length + inside.length);
    this.#skip(this.#restOfLine().length);
    const value = inside.slice(0, -1);
    return quote === '"' ? value.replaceAll(/\\([\s\S])/g, (_, one: string) => ESCAPES[one] ?? `\\${one}`) : value;
  }

  #restOfLine(): string {
    const end = this.#text.indexOf("\n", this.#at);
    return this.#text.slice(this.#at, end < 0 ? undefined : end);
  }

  #skip(count: number): void {
    const to = Math.min(this.#text.length, this.#at + count);
    for (let at = this.#at; at < to; at++) if (this.#text[at] === "\n") this.#line++;
    this.#at = to;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "\n": "", $: "$" };

/** What was pasted may be a secret in the wrong place: little of it is said back. */
function shown(name: string): string {
  return JSON.stringify(name.length > 12 ? `${name.slice(0, 12)}…` : name);
}
