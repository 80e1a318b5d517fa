import { type Document, isMap, isScalar, isSeq, Lexer, type Node, type Pair, parseDocument } from "yaml";
import type { Diagnosed, Diagnostic, Position, ValuePath } from "../../constructs/diagnostic.ts";
import { showValue } from "../../constructs/validation/show-value.ts";
import { LIMIT } from "../limits.ts";
import { LineMap } from "../locator.ts";
import { IMPORT_LIMIT } from "./limits.ts";
import { offsetOf, type YamlProblem, yamlValue } from "./yaml-value.ts";

/** A YAML mapping with what its plain value does not tell: where everything stands, and its comments. */
export interface YamlDocument {
  readonly file: string;
  readonly text: string;
  /** Plain objects, lists and scalars; aliases and merge keys are filled in. */
  readonly value: Readonly<Record<string, unknown>>;
  /** The value at a path. */
  at(path: ValuePath): unknown;
  /** Every statement in the order of the text: keys of mappings, those merged into them too, and entries of lists. */
  paths(): readonly ValuePath[];
  /** Where the text of what is at a path stands: elsewhere for what an alias or a merge key brought there. */
  origin(path: ValuePath): ValuePath;
  /** Place of the key or the entry; the nearest around it when it is not written. */
  position(path: ValuePath): Position;
  /** Comments above a key or an entry, and the one behind it, without `#`. */
  comment(path: ValuePath): string | undefined;
  /** Comments at the top of the file that belong to nothing in particular. */
  readonly heading?: string;
}

export interface YamlBounds {
  /** Words, signs and breaks. Default: `IMPORT_LIMIT.tokens` */
  readonly tokens?: number;
}

/**
 * Reads a YAML text of one document whose root is a mapping. Says every syntax error and every repeated key; never takes
 * more than about a second, whatever the text.
 */
export function readYaml(
  file: string,
  text: string,
  { tokens = IMPORT_LIMIT.tokens }: YamlBounds = {},
): Diagnosed<YamlDocument> {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineMap(file, source);
  const failed = (problems: readonly YamlProblem[]): Diagnosed<never> => ({
    diagnostics: problems.slice(0, LIMIT.syntaxErrors).map(({ offset, ...problem }) => ({
      severity: "error",
      position: lines.position(Math.min(offset, source.length)),
      ...problem,
    })),
  });
  const outOfBounds = boundsProblem(source, tokens);
  if (outOfBounds) return failed([outOfBounds]);
  const document = parse(source);
  if (!document) return failed([TOO_DEEP]);
  if (document.errors.length > 0) return failed(document.errors.map(syntaxProblem));
  const { value, origins, problems } = yamlValue(document);
  if (problems.length > 0) return failed(problems);
  if (!isPlainObject(value)) return failed([NO_MAPPING]);
  const parsed = new ParsedDocument(file, source, lines, document, value, origins);
  return { value: parsed, diagnostics: unknownTags(document, lines) };
}

/** Tags such as `!!js/function` or `!reset` are read as if they were not there, which is told. */
function unknownTags({ warnings }: Document.Parsed, lines: LineMap): Diagnostic[] {
  const tags = warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
  return tags.slice(0, LIMIT.syntaxErrors).map(({ message, pos: [offset] }) => ({
    severity: "warning",
    code: "unknown-tag",
    message: "a tag that means nothing here; what it stands before is taken as if there were none",
    position: lines.position(offset),
    got: showValue(message.replace(/^Unresolved tag: (tag:yaml\.org,2002:)?/, "")),
  }));
}

const TOO_DEEP: YamlProblem = {
  code: "too-deep",
  message: `mappings and lists stand more than ${IMPORT_LIMIT.depth} deep`,
  offset: 0,
};

const NO_MAPPING: YamlProblem = { code: "no-mapping", message: "this is not a mapping of keys to values", offset: 0 };

/** Looks at size and nesting before the parser does: it takes long over many words, and recurses. */
function boundsProblem(text: string, mostTokens: number): YamlProblem | undefined {
  if (text.length > LIMIT.sourceBytes)
    return { code: "too-large", message: "the file is larger than 1 MiB", offset: 0 };
  let tokens = 0;
  let depth = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    if (depth > IMPORT_LIMIT.depth) return { ...TOO_DEEP, offset };
    if (tokens > mostTokens) {
      const message = `the file has more than ${mostTokens} words and signs`;
      return { code: "too-large", message, offset, fix: "import it in parts" };
    }
    offset += token.length;
  }
  return undefined;
}

function parse(text: string): Document.Parsed | undefined {
  try {
    // uniqueKeys compares every key with every other; yaml-value.ts looks for repeated ones itself.
    return parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: "error" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function syntaxProblem({ code, message, pos }: Document.Parsed["errors"][number]): YamlProblem {
  const [offset] = pos;
  if (code === "MULTIPLE_DOCS") {
    return { code: "several-documents", message: "the file holds more than one document", offset, fix: "split it" };
  }
  const words = message.split("\n")[0]?.replace(/\.$/, "") ?? "";
  return { code: "syntax", message: `${words.charAt(0).toLowerCase()}${words.slice(1)}`, offset };
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

class ParsedDocument implements YamlDocument {
  readonly heading?: string;
  readonly file: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly #lines: LineMap;
  readonly #document: Document.Parsed;
  readonly #origins: ReadonlyMap<string, ValuePath>;
  readonly #places = new Map<string, Place>();
  readonly #paths: ValuePath[] = [];
  #mergedInto: Map<string, ValuePath[]> | undefined;

  constructor(
    file: string,
    text: string,
    lines: LineMap,
    document: Document.Parsed,
    value: Readonly<Record<string, unknown>>,
    origins: ReadonlyMap<string, ValuePath>,
  ) {
    this.file = file;
    this.text = text;
    this.value = value;
    this.#lines = lines;
    this.#document = document;
    this.#origins = origins;
    this.#index(document.contents, [], undefined);
    if (document.commentBefore) this.heading = document.commentBefore;
  }

  at(path: ValuePath): unknown {
    return path.reduce<unknown>(
      (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
      this.value,
    );
  }

  paths(): readonly ValuePath[] {
    return this.#paths;
  }

  origin(path: ValuePath): ValuePath {
    let current = path;
    for (let turn = 0; turn < IMPORT_LIMIT.depth; turn++) {
      const moved = this.#moved(current);
      if (!moved) return current;
      current = moved;
    }
    return current;
  }

  position(path: ValuePath): Position {
    for (let length = path.length; length > 0; length--) {
      const place = this.#places.get(JSON.stringify(path.slice(0, length)));
      if (place) return this.#lines.position(place.offset);
    }
    return this.#lines.position(offsetOf(this.#document.contents));
  }

  comment(path: ValuePath): string | undefined {
    return this.#places.get(JSON.stringify(path))?.comment;
  }

  #moved(path: ValuePath): ValuePath | undefined {
    for (let length = path.length; length > 0; length--) {
      const origin = this.#origins.get(JSON.stringify(path.slice(0, length)));
      if (origin) return [...origin, ...path.slice(length)];
    }
    return undefined;
  }

  #index(node: unknown, path: ValuePath, before: string | null | undefined): void {
    if (isMap(node)) {
      node.items.forEach((pair, index) => {
        const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value ?? "")) : "";
        this.#indexEntry(pair, pair.value, [...path, key], index === 0 ? before : undefined);
        if (key === "<<") this.#indexMerged(path);
      });
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        this.#indexEntry(item, item, [...path, index], index === 0 ? before : undefined);
      });
    }
  }

  #indexMerged(path: ValuePath): void {
    this.#mergedInto ??= Map.groupBy(
      [...this.#origins.keys()].map((key) => JSON.parse(key) as ValuePath),
      (merged) => JSON.stringify(merged.slice(0, -1)),
    );
    for (const merged of this.#mergedInto.get(JSON.stringify(path)) ?? []) {
      const isWritten = this.#places.has(JSON.stringify(merged)) || merged.at(-1) === "<<";
      if (!isWritten && typeof merged.at(-1) === "string") this.#paths.push(merged);
    }
  }

  /** Comments above the first entry of a collection belong, for the parser, to the collection. */
  #indexEntry(entry: unknown, value: unknown, path: ValuePath, before: string | null | undefined): void {
    const key = (entry as Pair).key ?? entry;
    const collection = isMap(value) || isSeq(value);
    const above = isMap(entry) || isSeq(entry) ? before : joined(before, (key as Node | null)?.commentBefore);
    const behind = collection ? undefined : (value as Node | null)?.comment;
    const comment = joined(above, behind);
    this.#paths.push(path);
    this.#places.set(JSON.stringify(path), { offset: offsetOf(key), ...(comment && { comment }) });
    this.#index(value, path, (value as Node | null)?.commentBefore);
  }
}

interface Place {
  readonly offset: number;
  readonly comment?: string;
}

function joined(...comments: readonly (string | null | undefined)[]): string | undefined {
  const lines = comments
    .filter((comment) => comment)
    .map((comment) => (comment as string).replace(/^ /gm, "").replace(/\s+$/gm, ""));
  return lines.length > 0 ? lines.join("\n") : undefined;
}
