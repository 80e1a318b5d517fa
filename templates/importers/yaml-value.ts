import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { Diagnostic, ValuePath } from "../../constructs/diagnostic.ts";
import { IMPORT_LIMIT } from "./limits.ts";

/** A document as a plain value, and where what it takes from elsewhere by alias or merge key is written. */
export interface YamlValue {
  readonly value: unknown;
  /** Place of an alias or of a merged key (as `JSON.stringify` writes its path) → where its text stands. */
  readonly origins: ReadonlyMap<string, ValuePath>;
  readonly problems: readonly YamlProblem[];
}

export type YamlProblem = Pick<Diagnostic, "code" | "message" | "fix" | "got"> & { readonly offset: number };

/** Names that a plain object cannot have as keys without becoming something else. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The value of a parsed document, with aliases and merge keys (`<<`) filled in. Bounded in depth, in values and in
 * characters, all after filling in: a short text of aliases to aliases stands for billions of values.
 */
export function yamlValue(document: Document.Parsed): YamlValue {
  const builder = new ValueBuilder();
  const value = document.contents ? builder.build(document.contents, []) : null;
  return { value, origins: builder.origins, problems: builder.problems };
}

interface Anchored {
  readonly node: Node;
  readonly path: ValuePath;
  /** Whether it is being read still: an alias to it would stand inside itself. */
  open: boolean;
}

class ValueBuilder {
  readonly origins = new Map<string, ValuePath>();
  readonly problems: YamlProblem[] = [];
  readonly #anchors = new Map<string, Anchored>();
  /** Inside an alias: anchors and origins were noted when the node itself was read. */
  #copying = 0;
  #values = 0;
  #characters = 0;
  #full = false;

  build(node: Node | null, path: ValuePath): unknown {
    if (!node || this.#full) return null;
    if (isAlias(node)) return this.#alias(node.source, offsetOf(node), path);
    const anchored = this.#remember(node, path);
    const value = this.#content(node, path);
    if (anchored) anchored.open = false;
    return value;
  }

  #content(node: Node, path: ValuePath): unknown {
    this.#count(node, path);
    if (this.#full) return null;
    if (isMap(node)) return this.#map(node, path);
    if (isSeq(node)) return node.items.map((item, index) => this.build(item as Node, [...path, index]));
    return isScalar(node) ? this.#scalar(node) : null;
  }

  #scalar(node: Scalar): unknown {
    const { value, source } = node;
    // 1.10, 0440, 1e3: what was written, not what a number makes of it.
    if (typeof value === "number" && source !== undefined && String(value) !== source) return source;
    if (typeof value === "bigint") return source ?? String(value);
    return typeof value === "object" ? null : value;
  }

  #map(node: YAMLMap, path: ValuePath): Record<string, unknown> {
    const own = new Map<string, Pair>();
    for (const pair of node.items) {
      const key = this.#key(pair);
      if (key === undefined) continue;
      if (own.has(key)) this.#duplicate(key, pair);
      else own.set(key, pair);
    }
    const result = new Map<string, unknown>();
    for (const [key, pair] of own) {
      if (key === "<<") this.#merge(pair.value as Node | null, path, own, result);
      else result.set(key, this.build(pair.value as Node | null, [...path, key]));
    }
    // Object.fromEntries defines keys, so that none of them is a setter.
    return Object.fromEntries(result);
  }

  #key(pair: Pair): string | undefined {
    const { key } = pair;
    const offset = offsetOf(key);
    if (!isScalar(key)) {
      this.#problem("unreadable-key", "a key must be a text", offset);
      return undefined;
    }
    const name = key.source ?? String(key.value ?? "");
    if (FORBIDDEN_KEYS.has(name)) {
      this.#problem("forbidden-key", `${JSON.stringify(name)} cannot be a key`, offset, { fix: "choose another name" });
      return undefined;
    }
    return name;
  }

  /** Keys of other mappings, where the mapping has none of its own; the first of several wins. */
  #merge(node: Node | null, path: ValuePath, own: ReadonlyMap<string, Pair>, result: Map<string, unknown>): void {
    const place = [...path, "<<"];
    const sources = isSeq(node)
      ? node.items.map((item, index) => ({ item: item as Node, at: [...place, index] }))
      : [{ item: node, at: place }];
    for (const { item, at } of sources) {
      const value = this.build(item, at);
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        if (!this.#full) this.#problem("wrong-merge", "only mappings can be merged with <<", offsetOf(item ?? node));
        continue;
      }
      for (const [key, inner] of Object.entries(value)) {
        if (own.has(key) || result.has(key)) continue;
        result.set(key, inner);
        this.#origin([...path, key], [...at, key]);
      }
    }
  }

  #alias(name: string, offset: number, path: ValuePath): unknown {
    const anchored = this.#anchors.get(name);
    if (!anchored) return this.#problem("unknown-alias", `there is no &${name} before this *${name}`, offset);
    if (anchored.open) return this.#problem("circular-alias", `*${name} stands inside &${name} itself`, offset);
    this.#origin(path, anchored.path);
    this.#copying += 1;
    const value = this.#content(anchored.node, path);
    this.#copying -= 1;
    return value;
  }

  #remember(node: Node, path: ValuePath): Anchored | undefined {
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor === undefined || this.#copying > 0) return undefined;
    const anchored = { node, path, open: true };
    this.#anchors.set(anchor, anchored);
    return anchored;
  }

  #origin(path: ValuePath, origin: ValuePath): void {
    this.origins.set(JSON.stringify(path), origin);
  }

  #count(node: Node, path: ValuePath): void {
    this.#values += 1;
    if (isScalar(node) && typeof node.value === "string") this.#characters += node.value.length;
    if (path.length > IMPORT_LIMIT.depth) {
      this.#stop("too-deep", `mappings and lists stand more than ${IMPORT_LIMIT.depth} deep`, node);
    } else if (this.#values > IMPORT_LIMIT.values || this.#characters > IMPORT_LIMIT.characters) {
      this.#stop("too-large", "with its aliases filled in the file is too large", node, {
        got: `more than ${IMPORT_LIMIT.values} values, or more than 4 MiB of text`,
      });
    }
  }

  #stop(code: string, message: string, node: Node, more: Partial<YamlProblem> = {}): void {
    this.#full = true;
    this.#problem(code, message, offsetOf(node), more);
  }

  #duplicate(key: string, pair: Pair): void {
    this.#problem("duplicate-key", `${JSON.stringify(key)} stands here a second time`, offsetOf(pair.key), {
      fix: "remove one of them",
    });
  }

  #problem(code: string, message: string, offset: number, more: Partial<YamlProblem> = {}): null {
    this.problems.push({ code, message, offset, ...more });
    return null;
  }
}

export function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
