import { parse } from "jsonc-parser";
import { type Language, type Token, tokenize } from "../../templates/source-tokens.ts";

/** A definition that was valid until one thing was done to it. */
export interface Mutant {
  readonly what: string;
  readonly text: string;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;
type Json = Record<string, unknown>;

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** One letter more, fewer or other, so that no key of the schema comes out. */
function misspell(random: Random, word: string): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  return pick(random, [
    `${word.slice(0, at)}q${word.slice(at)}`,
    `${word.slice(0, at)}zz${word.slice(at + 1)}`,
    `${word}_x`,
    word.slice(0, at) + (word[at] as string).toUpperCase() + word.slice(at + 1).concat("x"),
  ]);
}

interface Spot {
  readonly parent: Json;
  readonly key: string;
  readonly path: readonly string[];
}

/** Every key of a value, but for names that a person is free to choose. */
function spots(value: unknown, path: readonly string[] = []): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = { parent: value as Json, key, path: [...path, key] };
    return [...(Array.isArray(value) ? [] : [own]), ...spots(inner, own.path)];
  });
}

const isFreeName = ({ path }: Spot) => path.at(-2) === "environment" || (path.length === 2 && path[0] === "variables");
const isLeaf = ({ parent, key }: Spot) => typeof parent[key] !== "object";

const changeValue =
  (what: string, choose: (spot: Spot) => boolean, values: readonly unknown[]) =>
  (random: Random, definition: Json): string | undefined => {
    const spot = pick(random, spots(definition).filter(choose));
    spot.parent[spot.key] = pick(random, values);
    return `${what} at ${spot.path.join(".")}`;
  };

const ends =
  (...keys: string[]) =>
  (spot: Spot) =>
    keys.includes(spot.path.at(-1) as string) && spot.path[0] !== "variables";

/** Ways to spoil the value of a definition; each says what it did. */
const VALUE_MUTATIONS: readonly ((random: Random, definition: Json) => string | undefined)[] = [
  (random, definition) => {
    const { parent, key, path } = pick(
      random,
      spots(definition).filter((spot) => !isFreeName(spot)),
    );
    parent[misspell(random, key)] = parent[key];
    delete parent[key];
    return `misspelled key at ${path.join(".")}`;
  },
  (random, definition) => {
    const required = ends("project", "containers", "name", "image", "size", "volume", "path");
    const { parent, key, path } = pick(
      random,
      spots(definition).filter((spot) => required(spot) && spot.path[0] !== "network"),
    );
    delete parent[key];
    return `dropped ${path.join(".")}`;
  },
  changeValue("wrong type", isLeaf, [{ x: 1 }, [["x"]], null]),
  changeValue("wrong choice", ends("deployment", "importance", "security"), ["highest", "", "Managed", 1]),
  changeValue("out of range", ends("replicas"), [-1, 1.5, 1001, 1e300]),
  changeValue("port out of range", ends("expose"), [0, 65536, 1.5, "http"]),
  changeValue("bad name", ends("name"), ["Web Server", "9lives", "", "a".repeat(64), "-x", "naïve"]),
  changeValue("bad image", ends("image"), ["", "Nginx Latest", "http://x y", "a".repeat(600)]),
  changeValue("undeclared variable", (spot) => isLeaf(spot) && spot.path[0] !== "variables", [
    "$nope",
    "a ${nope} b",
    "${{x.y}}",
    "${",
  ]),
  changeValue("bad size", ends("size"), ["big", "-1Gi", 0, "10 Gi"]),
  changeValue("no such volume", ends("volume"), ["datta", ""]),
  (random, definition) => {
    const list = definition[pick(random, ["containers", "volumes"])] as unknown[];
    list.push(structuredClone(pick(random, list)));
    return "the same name twice";
  },
];

export function mutateJson(text: string, random: Random): Mutant {
  const way = Math.floor(random() * (VALUE_MUTATIONS.length + 3));
  if (way === VALUE_MUTATIONS.length) return truncate(text, random);
  if (way === VALUE_MUTATIONS.length + 1) return stray(text, "jsonnet", random);
  if (way === VALUE_MUTATIONS.length + 2) {
    const key = pick(random, ["project", "containers", "volumes", "variables"]);
    return { what: `duplicate ${key}`, text: text.replace(/\}\s*$/, `, "${key}": [] }`) };
  }
  const definition = parse(text) as Json;
  const what = VALUE_MUTATIONS[way]?.(random, definition) ?? "";
  return { what, text: JSON.stringify(definition, null, 2) };
}

/** Spoils a program: its end, its brackets, a key, or whatever a pattern of `replacements` finds. */
export function mutateProgram(
  text: string,
  language: Language,
  replacements: readonly (readonly [from: string, to: string])[],
  random: Random,
): Mutant {
  const way = random();
  if (way < 0.15) return truncate(text, random);
  if (way < 0.3) return stray(text, language, random);
  if (way < 0.6) return misspellKey(text, language, random);
  const [from, to] = pick(random, replacements);
  return { what: `${from} → ${to}`, text: text.replace(from, () => to) };
}

function truncate(text: string, random: Random): Mutant {
  const last = text.trimEnd().length - 1;
  const at = Math.floor(last * 0.3 + random() * last * 0.7);
  return { what: `cut off at ${at}`, text: text.slice(0, at) };
}

/** A bracket too many between two tokens. */
function stray(text: string, language: Language, random: Random): Mutant {
  const { end } = pick(random, tokenize(text, language));
  return {
    what: `stray bracket at ${end}`,
    text: `${text.slice(0, end)} ${pick(random, ["}", "]", ")"])} ${text.slice(end)}`,
  };
}

const KEYS = new Set([
  "project",
  "name",
  "image",
  "containers",
  "options",
  "volumes",
  "ports",
  "importance",
  "health",
  "deployment",
  "security",
  "command",
  "size",
  "replicas",
  "tags",
]);

function misspellKey(text: string, language: Language, random: Random): Mutant {
  const tokens = tokenize(text, language);
  const isKey = (token: Token, index: number) =>
    KEYS.has(token.text) && tokens[index + 1]?.text === ":" && isBefore(tokens, index);
  const { start, end, text: key } = pick(random, tokens.filter(isKey));
  return {
    what: `misspelled ${key} at ${start}`,
    text: text.slice(0, start) + misspell(random, key) + text.slice(end),
  };
}

function isBefore(tokens: readonly Token[], index: number): boolean {
  return ["{", ","].includes(tokens[index - 1]?.text ?? "");
}
