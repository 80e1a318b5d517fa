import type { Diagnostic } from "../constructs/diagnostic.ts";
import { secretReference } from "../constructs/secret-reference.ts";
import type { Secrets } from "../templates/evaluation.ts";
import { type WrittenSecret, writingsOf } from "./secret-writings.ts";

export type Redact = (text: string) => string;

/** Shorter values are found in any text, and taking them out would tell more than it hides. */
const SHORTEST_TELLING = 4;
/** Of a secret that a text begins or ends in the middle of, since it was cut, so many characters give it away. */
const SHORTEST_PART = 8;
/** What stands where a text was cut. */
const CUT = "…";

/** Redactors of the secrets of an update, which are asked again and again. */
const known = new WeakMap<Secrets, Redact>();

/** Takes secrets out of a text that comes from elsewhere, e.g. an API server's message or a container's log. */
export function redact(text: string, secrets: Secrets): string {
  const takeOut = known.get(secrets) ?? redactor(secrets);
  known.set(secrets, takeOut);
  return takeOut(text);
}

export function redactDiagnostic(diagnostic: Diagnostic, secrets: Secrets): Diagnostic {
  return diagnosticWithout(diagnostic, (text) => redact(text, secrets));
}

/** A diagnostic about what comes from elsewhere, such as the last lines that a container has written. */
export function diagnosticWithout(diagnostic: Diagnostic, takeOut: Redact): Diagnostic {
  const { message, got } = diagnostic;
  return { ...diagnostic, message: takeOut(message), ...(got !== undefined && { got: takeOut(got) }) };
}

/**
 * Takes the same secrets out of many texts, in one pass each, in every way in which they are usually written; also single
 * lines of secrets that have several, and what is left of one where a text was cut.
 *
 * @param secrets name and value; a name may come more than once
 */
export function redactor(secrets: Iterable<readonly [string, string]>): Redact {
  const writings = writingsOf(secrets, SHORTEST_TELLING);
  if (writings.length === 0) return (text) => text;
  const heads = new Index(writings, SHORTEST_TELLING, (text) => text.slice(0, SHORTEST_TELLING));
  const tails = new Index(
    writings.filter(({ text }) => text.length > SHORTEST_PART),
    SHORTEST_PART,
    (text) => text.slice(-SHORTEST_PART),
  );
  return (text) => {
    const start = afterTail(text, tails);
    let redacted = start ? secretReference(start.name) : "";
    let from = start?.length ?? 0;
    for (let at = from; at < text.length; at++) {
      const found = secretAt(text, at, heads);
      if (!found) continue;
      redacted += text.slice(from, at) + secretReference(found.name);
      from = at + found.length;
      at = from - 1;
    }
    return from === 0 ? text : redacted + text.slice(from);
  };
}

interface FoundSecret {
  readonly name: string;
  /** Characters of it. */
  readonly length: number;
}

/** The longest: of two secrets one may begin with the other. */
function secretAt(text: string, at: number, heads: Index): FoundSecret | undefined {
  let longest: FoundSecret | undefined;
  for (const { name, text: secret } of heads.at(text, at)) {
    const length = text.startsWith(secret, at) ? secret.length : partAt(text, at, secret);
    if (length > (longest?.length ?? 0)) longest = { name, length };
  }
  return longest;
}

/** Characters of a secret that stand before the end of the text, or where it was cut. */
function partAt(text: string, at: number, secret: string): number {
  const cut = text.indexOf(CUT, at);
  for (const end of cut < 0 ? [text.length] : [text.length, cut]) {
    const length = end - at;
    if (length >= SHORTEST_PART && length < secret.length && secret.startsWith(text.slice(at, end))) return length;
  }
  return 0;
}

/** The end of a secret that the text begins with. */
function afterTail(text: string, tails: Index): FoundSecret | undefined {
  for (let at = 0; at + SHORTEST_PART <= text.length && at < tails.longest; at++) {
    const part = text.slice(0, at + SHORTEST_PART);
    for (const { name, text: secret } of tails.at(text, at)) {
      if (part.length < secret.length && secret.endsWith(part)) return { name, length: part.length };
    }
  }
  return undefined;
}

/** Secrets by some characters of theirs. */
class Index {
  /** Characters of the longest. */
  readonly longest: number;
  readonly #length: number;
  readonly #byKey = new Map<string, WrittenSecret[]>();
  /** First characters of keys: most positions of a text are done with by a look at one number. */
  readonly #first = new Uint8Array(1 << 16);

  constructor(writings: readonly WrittenSecret[], length: number, key: (text: string) => string) {
    this.#length = length;
    this.longest = writings.reduce((longest, { text }) => Math.max(longest, text.length), 0);
    for (const writing of writings) {
      const name = key(writing.text);
      this.#byKey.set(name, [...(this.#byKey.get(name) ?? []), writing]);
      this.#first[name.charCodeAt(0)] = 1;
    }
  }

  /** Those whose key stands at a place of a text. */
  at(text: string, place: number): readonly WrittenSecret[] {
    if (!this.#first[text.charCodeAt(place)]) return NONE;
    return this.#byKey.get(text.slice(place, place + this.#length)) ?? NONE;
  }
}

const NONE: readonly WrittenSecret[] = [];
