import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { LIMIT } from "../../limits.ts";
import { soundsSecret } from "../../secret-name.ts";
import type { DefinitionValue, LossRow } from "../importer.ts";
import { carried, translated, unsupported } from "../loss-row.ts";
import { ownName } from "./apps.ts";
import type { FormEntry } from "./form-entry.ts";
import type { PatternTrial } from "./pattern-trial.ts";
import { splitTokens } from "./tokens.ts";
import { wholePattern } from "./whole-pattern.ts";

type Declaration = NonNullable<DefinitionValue["variables"]>[string];

/** What the places where a blank is used ask of it. */
export interface Uses {
  /** It stands where a port or another number must. */
  number?: "port" | "number";
  /** It stands where an empty text means nothing: in an image, a path. */
  needed?: boolean;
  /** It stands where no secret can: in an image, a path. */
  plain?: boolean;
}

export interface Declared {
  readonly declaration: Declaration;
  readonly rows: readonly LossRow[];
}

/** Lengths that a value can be drawn in. */
const SHORTEST = 8;
const LONGEST = 256;
const LABEL = 200;
const DESCRIPTION = 2000;

/** The variable that an entry of a form becomes, and what became of each of its keys. */
export function declare(entry: FormEntry, name: string, uses: Uses, trial: PatternTrial): Declared {
  const texts = [...text(entry, "label", name, LABEL), ...text(entry, "description", name, DESCRIPTION)];
  const value = answerOf(entry, name, uses, trial);
  const secret = secrecy(entry, name, uses, "type" in value.keys);
  return {
    declaration: { ...Object.fromEntries(texts.map(({ key, kept }) => [key, kept])), ...value.keys, ...secret },
    rows: [carried([...entry.at, "id"], `variables.${name}`), ...texts.map(({ row }) => row), ...value.rows],
  };
}

/** How many hexadecimal digits a default draws that does nothing else. */
export function drawnLength(entry: FormEntry): number | undefined {
  const tokens = splitTokens(entry.default?.trim() ?? "", new Set());
  const [only] = tokens;
  return tokens.length === 1 && only?.kind === "random" ? only.length : undefined;
}

/** `generate` of a length; ours have bounds. */
export function drawing(length: number) {
  return { generate: { kind: "hex" as const, length: Math.min(LONGEST, Math.max(SHORTEST, length)) } };
}

function text(entry: FormEntry, key: "label" | "description", name: string, longest: number) {
  const value = entry[key];
  if (value === undefined) return [];
  const path = [...entry.at, key];
  const target = `variables.${name}.${key}`;
  const row =
    value.length > longest ? translated(path, `${target}, its first ${longest} characters`) : carried(path, target);
  return [{ key, kept: value.slice(0, longest), row }];
}

interface Value {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly rows: readonly LossRow[];
}

function answerOf(entry: FormEntry, name: string, uses: Uses, trial: PatternTrial): Value {
  if (uses.number) return numberValue(entry, name, uses.number);
  const length = drawnLength(entry);
  if (length !== undefined) return drawnValue(entry, name, length, trial);
  return writtenValue(entry, name, uses, trial);
}

function numberValue(entry: FormEntry, name: string, kind: "port" | "number"): Value {
  const number = Number(entry.default?.trim() || Number.NaN);
  const bounds = kind === "port" ? { minimum: 1, maximum: 65535 } : {};
  const isFit = Number.isFinite(number) && (kind === "number" || (number >= 1 && number <= 65535));
  return {
    keys: { type: "number", ...(isFit && { default: number }), ...bounds },
    rows: [
      ...at(entry, "default", (path) =>
        isFit ? carried(path, `variables.${name}.default`) : unsupported(path, "a number must stand there"),
      ),
      ...at(entry, "validRegex", (path) => translated(path, `variables.${name}.type: it stands where a number must`)),
    ],
  };
}

function drawnValue(entry: FormEntry, name: string, length: number, trial: PatternTrial): Value {
  const { generate } = drawing(length);
  const pattern = patternOf(entry, name, trial, "0123456789abcdef".repeat(16).slice(0, generate.length));
  const other = generate.length === length ? "" : `, of ${generate.length} characters instead of ${length}`;
  const path = [...entry.at, "validRegex"];
  const fits = pattern.takes
    ? pattern
    : { keys: {}, rows: [translated(path, "nothing: the value is drawn, in a form of its own")] };
  return {
    keys: { generate, ...fits.keys },
    rows: [translated([...entry.at, "defaultValue"], `variables.${name}.generate${other}`), ...fits.rows],
  };
}

function writtenValue(entry: FormEntry, name: string, uses: Uses, trial: PatternTrial): Value {
  const isOpen = splitTokens(entry.default ?? "", new Set()).some(({ kind }) => kind !== "text");
  const isLong = (entry.default?.length ?? 0) > LIMIT.value;
  const begins = isOpen || isLong ? undefined : entry.default;
  const pattern = patternOf(entry, name, trial, begins ?? "");
  const refusal = isOpen
    ? "a default stands for itself alone, so it is asked for"
    : isLong
      ? "it is too long"
      : "its own pattern does not take it, so it is asked for";
  const example = isOpen ? exampleOf(entry.default ?? "") : undefined;
  const isExample =
    example !== undefined &&
    (!pattern.keys.pattern || trial.match(String(pattern.keys.pattern), example) === "matches");
  const isKept = begins !== undefined && pattern.takes;
  // A form that takes an empty value leaves it empty.
  const isEmpty = entry.default === undefined && pattern.takes && !uses.needed;
  return {
    keys: {
      ...(isKept && { default: begins }),
      ...(isExample && { example }),
      ...(isEmpty && { default: "" }),
      ...pattern.keys,
    },
    rows: [
      ...at(entry, "default", (path) =>
        isKept ? carried(path, `variables.${name}.default`) : unsupported(path, refusal),
      ),
      ...pattern.rows,
    ],
  };
}

/** What a default with addresses in it might come to: `$$cap_appname.$$cap_root_domain` → `app.example.com`. */
function exampleOf(text: string): string | undefined {
  const words = splitTokens(text, new Set()).map((token) => {
    if (token.kind === "address") return `${token.scheme}${ownName(token.app) || "app"}.example.com`;
    if (token.kind === "domain") return "example.com";
    return token.kind === "text" ? token.text : undefined;
  });
  return words.includes(undefined) ? undefined : words.join("");
}

/** @param probe a value that the variable may begin with; `takes` tells whether the pattern lets it through */
function patternOf(
  entry: FormEntry,
  name: string,
  trial: PatternTrial,
  probe: string,
): Value & { readonly takes: boolean } {
  const { validRegex } = entry;
  if (validRegex === undefined) return { keys: {}, rows: [], takes: true };
  const path = [...entry.at, "validRegex"];
  const whole = wholePattern(validRegex);
  const verdict = "problem" in whole ? undefined : trial.match(whole.pattern, probe);
  const refusal = "problem" in whole ? whole.problem : REFUSALS[verdict ?? ""];
  if ("problem" in whole || refusal) return { keys: {}, rows: [unsupported(path, refusal ?? "")], takes: true };
  const { pattern } = whole;
  const target = `variables.${name}.pattern`;
  const asWritten = validRegex === `/${pattern}/` || validRegex === `/^${pattern}$/`;
  return {
    keys: { pattern },
    rows: [asWritten ? carried(path, target) : translated(path, `${target}: ${pattern}`)],
    takes: verdict === "matches",
  };
}

const REFUSALS: Readonly<Record<string, string | undefined>> = {
  "too-slow": `it takes longer than ${LIMIT.patternTime} ms to match`,
  untried: "the patterns before it took too long to try",
};

function secrecy(entry: FormEntry, name: string, uses: Uses, isTyped: boolean) {
  if (isTyped) return {};
  if (uses.plain) return soundsSecret(name) || drawnLength(entry) !== undefined ? { secret: false } : {};
  return !soundsSecret(name) && drawnLength(entry) === undefined && labelSoundsSecret(entry.label)
    ? { secret: true }
    : {};
}

/** `Postgres | Password`, but not `Hash of the password file`. */
function labelSoundsSecret(label = ""): boolean {
  const words = label.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return soundsSecret(words.slice(-2).join("_"));
}

function at(entry: FormEntry, key: "default" | "validRegex", row: (path: ValuePath) => LossRow): LossRow[] {
  return entry[key] === undefined ? [] : [row([...entry.at, key === "default" ? "defaultValue" : key])];
}
