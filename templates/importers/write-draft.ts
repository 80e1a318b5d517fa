import { formatPath, type ValuePath } from "../../constructs/diagnostic.ts";
import { ContainerOptions, ContainerSpec, InitContainerSpec } from "../../constructs/spec.ts";
import { Definition } from "../definition.ts";
import type { Draft } from "./importer.ts";

const WIDTH = 120;
const INDENT = "  ";
/** A list of objects that is no longer stands on one line. */
const SHORT_LIST = 60;

/** Order of keys: as in the definitions of the gallery, then as the schema has them. */
const TOP = [...new Set(["$schema", "template", "variables", ...Object.keys(Definition.shape)])];
const CONTAINER = Object.keys(ContainerSpec.shape);
const OPTIONS = Object.keys(ContainerOptions.shape);
const INIT = Object.keys(InitContainerSpec.shape);

/** Objects that stand on lines of their own, however short. */
const ALWAYS_OPEN: ReadonlySet<string | number> = new Set([
  "template",
  "variables",
  "project",
  "environment",
  "options",
]);

/** Writes a draft as JSON with comments, the way a person lays it out. The same draft gives the same bytes. */
export function writeDraft({ definition, comments }: Draft): string {
  const writer = new Writer(comments);
  return `${writer.header()}${writer.write(definition, [], 0, 0)}\n`;
}

class Writer {
  readonly #comments: ReadonlyMap<string, string>;
  /** Every path around a comment: what holds one cannot stand on one line. */
  readonly #around: ReadonlySet<string>;

  constructor(comments: ReadonlyMap<string, string>) {
    this.#comments = comments;
    this.#around = new Set([...comments.keys()].flatMap(prefixes));
  }

  header(): string {
    const header = this.#comments.get("");
    return header === undefined ? "" : commentLines(header, "");
  }

  /** @param before characters on the line before the value */
  write(value: unknown, path: ValuePath, depth: number, before: number): string {
    if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
    const line = oneLine(value);
    const isShort = before + line.length + 1 <= WIDTH && !this.#around.has(formatPath(path));
    if (isShort && !isOpen(value, path)) return line;
    return Array.isArray(value) ? this.#list(value, path, depth) : this.#object(value, path, depth);
  }

  #list(list: readonly unknown[], path: ValuePath, depth: number): string {
    const items = list.map((item, index) => this.#entry("", item, [...path, index], depth + 1));
    return `[\n${items.join(",\n")}\n${INDENT.repeat(depth)}]`;
  }

  #object(value: object, path: ValuePath, depth: number): string {
    const entries = inOrder(value, path).map(([key, inner]) =>
      this.#entry(`${JSON.stringify(key)}: `, inner, [...path, key], depth + 1),
    );
    return `{\n${entries.join(",\n")}\n${INDENT.repeat(depth)}}`;
  }

  #entry(start: string, value: unknown, path: ValuePath, depth: number): string {
    const indent = INDENT.repeat(depth);
    const comment = this.#comments.get(formatPath(path));
    const text = this.write(value, path, depth, indent.length + start.length);
    return `${comment === undefined ? "" : commentLines(comment, indent)}${indent}${start}${text}`;
  }
}

function isOpen(value: object, path: ValuePath): boolean {
  const last = path.at(-1);
  if (path.length === 0 || Object.keys(value).length === 0) return path.length === 0;
  const isDeclaration = path.length === 2 && path[0] === "variables";
  if (isDeclaration) return Object.keys(value).length > 2;
  if (path.length === 1 && (last === "containers" || last === "volumes"))
    return last === "containers" || (value as []).length > 1;
  if (typeof last === "number" && (path.at(-2) === "containers" || path.at(-2) === "init")) return true;
  if (last === "links") return false;
  if (Array.isArray(value)) {
    return value.length > 1 && value.some((item) => typeof item === "object") && oneLine(value).length > SHORT_LIST;
  }
  return last !== undefined && ALWAYS_OPEN.has(last) && path[0] !== "template";
}

function inOrder(value: object, path: ValuePath): [string, unknown][] {
  const order = orderOf(path);
  const entries = Object.entries(value);
  return order ? entries.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)) : entries;
}

function orderOf(path: ValuePath): readonly string[] | undefined {
  if (path.length === 0) return TOP;
  if (path[0] !== "containers") return undefined;
  if (path.length === 2) return CONTAINER;
  if (path.length === 3 && path[2] === "options") return OPTIONS;
  return path.length === 5 && path[3] === "init" ? INIT : undefined;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${oneLine(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function commentLines(comment: string, indent: string): string {
  return comment
    .split("\n")
    .map((line) => `${indent}//${line === "" ? "" : ` ${line}`}\n`)
    .join("");
}

/** `containers[0].options` → `containers`, `containers[0]`, and itself left out. */
function prefixes(key: string): string[] {
  const found: string[] = [""];
  for (let at = 1; at < key.length; at++) if (key[at] === "." || key[at] === "[") found.push(key.slice(0, at));
  return found;
}
