import { lookUp } from "../../../constructs/look-up.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit, StepPath } from "../spec-edit.ts";
import type { TextChange } from "../text-change.ts";
import { type Print, printText, printValue, quoteOf } from "../tracing/print.ts";
import type { Program } from "../tracing/program.ts";
import { endOfLine, indentAt, indentUnit, newlineOf, startOfLine } from "../tracing/trivia.ts";
import { definitionOf, type Imports, importsOf } from "./definition.ts";
import { importing } from "./imports.ts";
import { isUse, parseTypeScript, type SyntaxNode, textOf, visitNodes } from "./nodes.ts";
import { type Built, builtBy, type Made } from "./project.ts";
import { textLiteral } from "./text-literal.ts";

type Kind = Exclude<Made["kind"], "Project">;

const LISTS: Readonly<Record<string, Kind>> = {
  containers: "Container",
  volumes: "Volume",
  environmentGroups: "EnvironmentGroup",
};

/** A container, volume or environment group that comes or goes as a statement: `new Container(shop, "web", { … });` */
export function* constructStatements({ text }: Program, edit: SpecEdit): Generator<readonly TextChange[]> {
  const file = parseTypeScript(text).topNode;
  const imports = importsOf(file, text);
  const definition = definitionOf(file, text, imports);
  const built = definition && builtBy(definition.builder, text, imports);
  if (!built) return;
  if (edit.op === "remove") yield* removal(text, built, edit.path);
  const part = edit.op === "remove" ? undefined : partOf(edit);
  if (!part) return;
  const added = addition(text, built, imports, part);
  const changes = [...importing(text, part.kind), added];
  yield changes.sort((one, other) => one.from - other.from);
}

interface Part {
  readonly kind: Kind;
  readonly name: string;
  readonly props: Json;
  readonly after?: string;
}

/** What an edit brings that is a whole part of the project. */
function partOf(edit: SpecEdit & { op: "set" | "insert" }): Part | undefined {
  const [list, step, ...rest] = edit.path;
  const kind = typeof list === "string" ? lookUp(LISTS, list) : undefined;
  const { value } = edit;
  if (!kind || rest.length > 0) return undefined;
  if (kind === "EnvironmentGroup") {
    const name = typeof step === "string" ? step : undefined;
    return edit.op === "set" && name !== undefined ? { kind, name, props: value } : undefined;
  }
  const only = edit.op === "set" && step === undefined && Array.isArray(value) && value.length === 1 ? value[0] : value;
  const isElement = edit.op === "insert" ? step === undefined : only !== value || typeof step === "object";
  if (!isElement || !isJsonObject(only) || typeof only.name !== "string") return undefined;
  const { name, ...props } = only;
  return { kind, name, props, ...(edit.op === "insert" && edit.after !== undefined && { after: edit.after }) };
}

function addition(text: string, { made, block, project }: Built, { names }: Imports, part: Part): TextChange {
  const { kind, name, props, after } = part;
  const same = made.filter((one) => one.kind === kind);
  const before = same.find((one) => idOf(one, text) === after) ?? same.at(-1) ?? made.at(-1);
  const stands = statementAround(before?.node ?? block, block);
  const indent = indentAt(text, stands.from);
  const print: Print = {
    quote: quoteOf(text, '"'),
    newline: newlineOf(text),
    unit: indentUnit(text),
    bare: (key) => /^[A-Za-z_$][\w$]*$/.test(key),
  };
  const construct = [...names].find(([, ours]) => ours === kind)?.[0] ?? kind;
  const start = `new ${construct}(${project}, ${printText(name, print.quote)}, `;
  const written = `${start}${printValue(props, print, indent, false, indent.length + start.length)});`;
  const at = endOfLine(text, stands.to);
  const isAlone = text.slice(stands.to, at).trim() === "" || /^\s*\/\//.test(text.slice(stands.to, at));
  const place = isAlone ? at : stands.to;
  return { from: place, to: place, insert: `${isAlone ? `${print.newline}${indent}` : " "}${written}` };
}

function statementAround(node: SyntaxNode, block: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !(at.parent.from === block.from && at.parent.to === block.to)) at = at.parent;
  return at;
}

function* removal(text: string, { made, block }: Built, path: StepPath): Generator<readonly TextChange[]> {
  const [list, step] = path;
  const kind = typeof list === "string" ? lookUp(LISTS, list) : undefined;
  const name = typeof step === "object" ? step.name : step;
  const found = made.find((one) => one.kind === kind && idOf(one, text) === name);
  if (path.length !== 2 || !found?.statement || (found.bound !== undefined && isMentioned(found, block, text))) return;
  const { from, to } = found.statement;
  const [start, end] = [startOfLine(text, from), endOfLine(text, to)];
  const isAlone = text.slice(start, from).trim() === "" && text.slice(to, end).trim() === "";
  if (!isAlone) {
    yield [{ from, to, insert: "" }];
    return;
  }
  let above = start;
  for (;;) {
    const line = startOfLine(text, above - 1);
    if (above === 0 || line <= block.from || !text.slice(line, above).trim().startsWith("//")) break;
    above = line;
  }
  const next = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length);
  // Of the empty lines around it one is enough.
  const blank = /^[ \t]*\r?\n/.exec(text.slice(next))?.[0].length ?? 0;
  const isBlankAbove = text.slice(startOfLine(text, above - 1), above).trim() === "" && above > block.from;
  yield [{ from: above, to: next + (isBlankAbove ? blank : 0), insert: "" }];
}

function isMentioned({ bound, node }: Made, block: SyntaxNode, text: string): boolean {
  let found = false;
  visitNodes(block, (one) => {
    const isName = isUse(one.name) && textOf(one, text) === bound;
    if (isName && !(one.from >= node.from && one.to <= node.to)) found = true;
  });
  return found;
}

function idOf({ id }: Made, text: string): string | undefined {
  return id.name === "String" ? textLiteral(textOf(id, text)) : undefined;
}
