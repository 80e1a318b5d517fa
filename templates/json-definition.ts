import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Diagnosed, Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import { LIMIT } from "./limits.ts";
import { LineMap, type Locator } from "./locator.ts";
import type { Source } from "./source.ts";

/** A definition written as data, and where its parts stand. */
export interface JsonDefinition {
  readonly value: unknown;
  readonly locator: Locator;
}

/** Parses JSON with comments and trailing commas. Says every syntax error and every duplicate key. */
export function parseJsonDefinition({ file, text }: Pick<Source, "file" | "text">): Diagnosed<JsonDefinition> {
  const lines = new LineMap(file, text);
  const error = (code: string, message: string, offset: number, more: Partial<Diagnostic> = {}): Diagnostic => {
    return { severity: "error", code, message, position: lines.position(offset), ...more };
  };
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    return { diagnostics: [error("too-deep", `objects and lists stand more than ${LIMIT.depth} deep`, deep)] };
  }
  const parseErrors: ParseError[] = [];
  const root = parseTree(text, parseErrors, { allowTrailingComma: true });
  if (!root && parseErrors.every(({ offset }) => text.slice(offset).trim() === "")) {
    return { diagnostics: [error("empty", "the definition is empty", 0)] };
  }
  if (!root || parseErrors.length > 0) {
    const told = parseErrors.slice(0, LIMIT.syntaxErrors);
    return { diagnostics: told.map((one) => error("syntax", syntaxMessage(one), Math.min(one.offset, text.length))) };
  }
  const diagnostics = repeatedKeys(root).map(({ key, first }) =>
    error("duplicate-key", `"${key.value}" stands here a second time`, key.offset, {
      fix: `remove one of them; the first is in line ${lines.position(first.offset).line}`,
    }),
  );
  return { value: { value: plainValue(root), locator: treeLocator(text, root, lines) }, diagnostics };
}

/** Offset at which nesting passes the limit. Scanned ahead because the parser itself recurses. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let kind = scanner.scan(); kind !== KIND.end; kind = scanner.scan()) {
    if (kind === KIND.openBrace || kind === KIND.openBracket) depth++;
    if (kind === KIND.closeBrace || kind === KIND.closeBracket) depth--;
    if (depth > LIMIT.depth) return scanner.getTokenOffset();
  }
  return undefined;
}

/** `SyntaxKind` of jsonc-parser, a const enum that erasable TypeScript cannot import as a value. */
const KIND = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is neither a value nor a key: a text needs double quotes",
  InvalidNumberFormat: "this is not a number",
  PropertyNameExpected: "a key in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a closing } is missing",
  CloseBracketExpected: "a closing ] is missing",
  EndOfFileExpected: "the definition ends before this: nothing may follow",
  UnexpectedEndOfComment: "this comment is not closed",
  UnexpectedEndOfString: "this text is not closed by a double quote",
  UnexpectedEndOfNumber: "this number is not complete",
  InvalidUnicode: "\\u is followed by four hexadecimal digits",
  InvalidEscapeCharacter: 'after a backslash only " \\ / b f n r t u are allowed',
  InvalidCharacter: "control characters must be written as \\n, \\t or \\u0000",
};

function syntaxMessage({ error }: ParseError): string {
  return SYNTAX_MESSAGES[printParseErrorCode(error)] ?? "this is not JSON";
}

interface RepeatedKey {
  readonly key: Node;
  readonly first: Node;
}

function repeatedKeys(node: Node): RepeatedKey[] {
  const own: RepeatedKey[] = [];
  if (node.type === "object") {
    const seen = new Map<string, Node>();
    for (const property of node.children ?? []) {
      const key = property.children?.[0] as Node;
      const first = seen.get(key.value);
      if (first) own.push({ key, first });
      else seen.set(key.value, key);
    }
  }
  return [...own, ...(node.children ?? []).flatMap(repeatedKeys)];
}

function plainValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(plainValue);
  if (node.type !== "object") return node.value;
  // Object.fromEntries defines keys, so that "__proto__" is a key like any other.
  return Object.fromEntries(
    (node.children ?? []).map((property) => [
      property.children?.[0]?.value,
      plainValue(property.children?.[1] as Node),
    ]),
  );
}

function treeLocator(text: string, root: Node, lines: LineMap): Locator {
  return {
    value: (path) => lines.position(nodeAt(root, path).node.offset),
    key: (path) => {
      const { node, property } = nodeAt(root, path);
      return lines.position((property ?? node).offset);
    },
    character: (path, index) => {
      const { node } = nodeAt(root, path);
      return lines.position(node.type === "string" ? characterOffset(text, node.offset + 1, index) : node.offset);
    },
  };
}

/** The node at a path, or the nearest around it; with its property when the path ends in a key that is there. */
function nodeAt(root: Node, path: ValuePath): { node: Node; property?: Node } {
  let node = root;
  let property: Node | undefined;
  for (const step of path) {
    property = typeof step === "string" ? propertyOf(node, step) : undefined;
    const next = typeof step === "string" ? property?.children?.[1] : node.type === "array" && node.children?.[step];
    if (!next) return { node };
    node = next;
  }
  return { node, ...(property && { property }) };
}

function propertyOf(node: Node, key: string): Node | undefined {
  return node.type === "object" ? node.children?.find((property) => property.children?.[0]?.value === key) : undefined;
}

/** Offset in the text of the character `index` of a JSON string whose content starts at `start`. */
function characterOffset(text: string, start: number, index: number): number {
  let offset = start;
  for (let passed = 0; passed < index; passed++) {
    offset += text[offset] !== "\\" ? 1 : text[offset + 1] === "u" ? 6 : 2;
  }
  return offset;
}
