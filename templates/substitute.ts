import type { Diagnosed, Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import { formatPath } from "../constructs/diagnostic.ts";
import { nearestName } from "../constructs/nearest-name.ts";
import { LIMIT } from "./limits.ts";
import type { Locator } from "./locator.ts";
import { holdsForeignReference } from "./plain-value.ts";

/**
 * What stands for a variable: its value, the open reference of a secret, nothing when an error about it was told already,
 * or nothing because there is no such thing here, e.g. no city of this zone.
 */
export type Replacement =
  | { readonly kind: "value"; readonly value: string | number | boolean }
  | { readonly kind: "secret"; readonly reference: string }
  | { readonly kind: "failed" }
  | { readonly kind: "absent"; readonly message: string };

export type Replacements = ReadonlyMap<string, Replacement>;

export interface Filled {
  readonly value: unknown;
  /** Paths, as `formatPath` writes them, of strings that could not be filled: what they hold says nothing. */
  readonly unfilled: ReadonlySet<string>;
}

/**
 * Stands in for `$` in values that pass through Jsonnet before substitution, so that they are not scanned again. A
 * Unicode noncharacter, set aside for a program's internal use (Unicode 16, section 23.7).
 */
export const SHIELDED_DOLLAR = "\uFDD0";

/**
 * Replaces `$name` and `${name}` in every string of a value (not in its keys); `$$` gives `$`. A `$` that no name and no
 * `{` follows stays, and so do expressions such as `${{db.url}}`, and `$${{`: constructs understand them. A string that is
 * nothing but a number or boolean variable becomes that number or boolean. What was put in is never scanned again for
 * variables. Linear in the text; all strings together stay below 4 MiB.
 */
export function substitute(value: unknown, replacements: Replacements, locator: Locator): Required<Diagnosed<Filled>> {
  const filling = new Filling(replacements, locator);
  const filled = filling.fill(value, []);
  return { value: { value: filled, unfilled: filling.unfilled }, diagnostics: filling.diagnostics };
}

class Filling {
  readonly diagnostics: Diagnostic[] = [];
  readonly unfilled = new Set<string>();
  readonly #replacements: Replacements;
  readonly #locator: Locator;
  readonly #secrets: ReadonlySet<string>;
  #room = LIMIT.filled;

  constructor(replacements: Replacements, locator: Locator) {
    this.#replacements = replacements;
    this.#locator = locator;
    this.#secrets = new Set([...replacements].flatMap(([name, { kind }]) => (kind === "secret" ? [name] : [])));
  }

  fill(value: unknown, path: ValuePath): unknown {
    if (typeof value === "string") return this.#fillText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => this.fill(item, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [unshield(key), this.fill(inner, [...path, key])]),
    );
  }

  #fillText(text: string, path: ValuePath): unknown {
    if (this.#room < 0 || this.diagnostics.length >= LIMIT.problems) {
      this.unfilled.add(formatPath(path));
      return text;
    }
    const pieces = splitText(text);
    const problems = pieces.slice(0, LIMIT.problems).flatMap((piece) => this.#problem(piece, path));
    const failed = pieces.some(({ name }) => name !== undefined && this.#replacements.get(name)?.kind === "failed");
    if (problems.length > 0 || failed) {
      this.diagnostics.push(...problems);
      this.unfilled.add(formatPath(path));
      return text;
    }
    const only = pieces.length === 1 ? this.#replacements.get(pieces[0]?.name ?? "") : undefined;
    if (only?.kind === "value") return this.#bounded(only.value, path);
    return this.#join(pieces, path);
  }

  #join(pieces: readonly Piece[], path: ValuePath): unknown {
    let result = "";
    for (const { name, text } of pieces) {
      const replacement = name === undefined ? undefined : this.#replacements.get(name);
      const literal = replacement?.kind === "value" ? String(replacement.value) : text;
      result += replacement?.kind === "secret" ? replacement.reference : literal;
      if (result.length > this.#room) break;
    }
    // Two harmless halves may be put together to the mark of a secret.
    if (holdsForeignReference(result, this.#secrets)) {
      this.#report("reserved-text", "the values put in here make up the mark of a secret", path, 0);
    }
    return this.#bounded(result, path);
  }

  #bounded<T>(result: T, path: ValuePath): T {
    this.#room -= typeof result === "string" ? result.length : 0;
    if (this.#room < 0) {
      this.#report("too-large", "with its variables filled in the definition is larger than 4 MiB", path, 0);
    }
    return (typeof result === "string" ? unshield(result) : result) as T;
  }

  #problem(piece: Piece, path: ValuePath): Diagnostic[] {
    if (piece.broken) return [this.#diagnostic(piece.broken, path, piece.index)];
    if (piece.name === undefined) return [];
    const replacement = this.#replacements.get(piece.name);
    if (replacement && replacement.kind !== "absent") return [];
    const problem = replacement
      ? { code: "absent-variable", message: replacement.message, got: piece.text }
      : this.#undeclared(piece.name);
    return [this.#diagnostic(problem, path, piece.index)];
  }

  #undeclared(name: string): Problem {
    const known = [...this.#replacements.keys()];
    const longest = known.filter((one) => name.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    const near = nearestName(name, known);
    const meant =
      longest !== undefined
        ? `write \${${longest}}${name.slice(longest.length)} if "${longest}" is meant`
        : near
          ? `did you mean $${near}?`
          : "declare it under variables";
    return {
      code: "undeclared-variable",
      message: `"${name}" is not a variable of this definition`,
      got: `$${name}`,
      fix: `${meant}; write $$ for a dollar sign`,
    };
  }

  #report(code: string, message: string, path: ValuePath, index: number): void {
    this.diagnostics.push(this.#diagnostic({ code, message }, path, index));
  }

  #diagnostic(problem: Problem, path: ValuePath, index: number): Diagnostic {
    return { severity: "error", ...problem, path, position: this.#locator.character(path, index) };
  }
}

function unshield(text: string): string {
  return text.replaceAll(SHIELDED_DOLLAR, "$");
}

type Problem = Pick<Diagnostic, "code" | "message" | "got" | "fix">;

/** A part of a string: literal text, a variable's name, or a `$` that is used wrongly; `index` is where it starts. */
interface Piece {
  readonly text: string;
  readonly index: number;
  readonly name?: string;
  readonly broken?: Problem;
}

const DOLLAR = /\$(?:(\$\{\{|\{\{(?:[^{}]{0,300}\}\})?)|(\$)|([A-Za-z_][A-Za-z0-9_]*)|\{([^{}$\n]{0,200})(\}?))?/gy;

function splitText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), index: from });
    DOLLAR.lastIndex = at;
    const match = DOLLAR.exec(text) as RegExpExecArray;
    pieces.push(pieceOf(match));
    from = at + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), index: from });
  return pieces;
}

function pieceOf(match: RegExpExecArray): Piece {
  const [text, expression, dollar, name, braced, closed] = match;
  const { index } = match;
  if (expression) return { text, index };
  if (dollar) return { text: "$", index };
  if (name !== undefined) return { text, name, index };
  if (braced === undefined) return { text, index };
  if (!closed) return { text, index, broken: { ...BRACES, message: "${ is not closed by }" } };
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(braced)
    ? { text, name: braced, index }
    : { text, index, broken: { ...BRACES, got: text } };
}

const BRACES: Problem = {
  code: "invalid-variable",
  message: "between ${ and } stands the name of a variable: letters, digits and _, not starting with a digit",
  fix: "write $${ for the text itself",
};
