import type { Schema } from "../../../api/client/types.ts";

export type Blank = Schema<"FormField">;
type Finding = Schema<"Diagnostic">;

/** What stands in each blank, as it was typed, by name. */
export type Texts = Readonly<Record<string, string>>;

/** What a form begins with: the defaults. */
export function firstTexts(form: readonly Blank[]): Texts {
  return Object.fromEntries(form.map((blank) => [blank.name, defaultText(blank)]));
}

export function defaultText({ default: value }: Blank): string {
  return value === undefined ? "" : String(value);
}

/** Blanks that must be filled and are not. */
export function unfilled(form: readonly Blank[], texts: Texts): Blank[] {
  return form.filter(({ name, required }) => required && !texts[name]);
}

/**
 * What is wrong with a text, as far as that can be told at once: its type, its bounds, its choices. Patterns are matched
 * by the platform, since one of a stranger may take for ever. An empty blank is no mistake of this kind.
 */
export function mistakeIn(blank: Blank, text: string): string | undefined {
  if (text === "") return undefined;
  if (blank.type === "number") return numberMistake(blank, text);
  if (blank.type === "boolean" && text !== "true" && text !== "false") return "Choose yes or no.";
  if (blank.choices && !blank.choices.map(String).includes(text)) return `Choose one of ${blank.choices.join(", ")}.`;
  return undefined;
}

/** As `templates/variable-values.ts` reads one. */
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function numberMistake({ minimum, maximum, choices, example }: Blank, text: string): string | undefined {
  const value = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(value)) {
    return `Write a number${example === undefined ? "" : `, such as ${example}`}, without spaces or units.`;
  }
  const isOut = value < (minimum ?? Number.NEGATIVE_INFINITY) || value > (maximum ?? Number.POSITIVE_INFINITY);
  if (isOut) return `Write a number ${boundsText({ minimum, maximum })}.`;
  if (choices && !choices.includes(value)) return `Choose one of ${choices.join(", ")}.`;
  return undefined;
}

/** `from 1 to 20`, `of at least 1`; empty without bounds. */
export function boundsText({ minimum, maximum }: Pick<Blank, "minimum" | "maximum">): string {
  if (minimum !== undefined && maximum !== undefined) return `from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `of at least ${minimum}`;
  return maximum === undefined ? "" : `of at most ${maximum}`;
}

/** What is sent: texts that are no mistake and differ from what stands there anyway. An empty blank is left out. */
export function valuesOf(form: readonly Blank[], texts: Texts): Record<string, string> {
  const values: Record<string, string> = {};
  for (const blank of form) {
    const text = texts[blank.name] ?? "";
    if (text === "" || text === defaultText(blank) || mistakeIn(blank, text) !== undefined) continue;
    values[blank.name] = text;
  }
  return values;
}

export interface Sorted {
  /** The first finding about each blank, in words for beside it. */
  readonly byBlank: ReadonlyMap<string, string>;
  readonly others: readonly Finding[];
}

/** Findings of the platform: those about a blank, and the rest. Paths may lead through the request: `template.variables.port`. */
export function sortFindings(form: readonly Blank[], findings: readonly Finding[]): Sorted {
  const byBlank = new Map<string, string>();
  const others: Finding[] = [];
  for (const finding of findings) {
    const blank = finding.severity === "error" ? blankOf(form, finding) : undefined;
    if (!blank) others.push(finding);
    else if (!byBlank.has(blank.name)) byBlank.set(blank.name, wordsFor(blank, finding));
  }
  return { byBlank, others };
}

function blankOf(form: readonly Blank[], { path = [] }: Finding): Blank | undefined {
  const at = path[0] === "template" ? 1 : 0;
  return path[at] === "variables" ? form.find(({ name }) => name === path[at + 1]) : undefined;
}

function wordsFor({ name, example, secret }: Blank, { code, message, allowed }: Finding): string {
  if (code === "missing-variable") return "This needs a value.";
  const quoted = JSON.stringify(name);
  const said = message.startsWith(quoted) ? `This${message.slice(quoted.length)}` : message;
  const first = said.charAt(0).toUpperCase() + said.slice(1);
  const such = example !== undefined && !secret ? `, such as ${example}` : "";
  return allowed === undefined ? `${first}.` : `${first}. Allowed: ${allowed}${such}`;
}

/** Where a secret is drawn in the page: letters and digits fit nearly everywhere a password does. */
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A secret of 190 random bits. */
export function drawSecret(length = 32): string {
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // 248 is the last multiple of 62: without this some signs would come more often.
      if (byte < 248 && text.length < length) text += SIGNS[byte % SIGNS.length];
    }
  }
  return text;
}
