import { madeValue, namedElement } from "../made-value.ts";
import type { Json, SpecEdit, Step, StepPath } from "../spec-edit.ts";
import type { TextChange } from "../text-change.ts";
import type { Argument, Call, Expression, ListLiteral, ObjectLiteral, Standing } from "./expression.ts";
import { childOf, followPath, nameOf } from "./follow-path.ts";
import type { Outcome } from "./outcome.ts";
import { type Print, printKey, printValue } from "./print.ts";
import type { Language, Program } from "./program.ts";
import { insertItem, removeItem, type Sequence, type Written } from "./sequence.ts";
import { findArgument, findOperand, repeatable, resolveVariables } from "./syntax.ts";
import { indentAt } from "./trivia.ts";

type Changes = readonly TextChange[];

/**
 * Ways to make an edit where the value stands, best first. Each must be tried: whether it does what the edit says, and
 * nothing else, is known when the changed text is evaluated.
 */
export function* candidates(program: Program, edit: SpecEdit, language: Language): Generator<Changes> {
  const site: Site = { program, language, print: language.print(program.text) };
  // Overrides hide where values come from, so it is looked for below them first.
  for (const root of [program.base, program.outcome]) {
    if (!root || !isReachable(root, edit.path)) continue;
    if (edit.op === "remove") yield* removals(site, root, edit.path);
    else if (edit.op === "insert") yield* insertions(site, root, edit.path, edit.value, edit.after);
    else yield* settings(site, root, edit.path, edit.value);
  }
  if (language.statements) yield* language.statements(program, edit);
}

/** Whether what is missing of a path can be made: below overrides there may be less than above them. */
function isReachable(root: Outcome, path: StepPath): boolean {
  return path.slice(followPath(root, path).nodes.length - 1).every((step) => typeof step !== "number");
}

interface Site {
  readonly program: Program;
  readonly language: Language;
  readonly print: Print;
}

function* settings(site: Site, root: Outcome, path: StepPath, value: Json): Generator<Changes> {
  const { nodes } = followPath(root, path);
  const last = nodes.at(-1) as Outcome;
  if (nodes.length === path.length + 1) {
    const origin = originOf(last);
    if (origin && isOwn(site, origin)) yield [replacement(site, origin, value)];
    return;
  }
  const [step, ...rest] = path.slice(nodes.length - 1) as [Step, ...Step[]];
  const made = madeValue(rest, value);
  if (typeof step === "string") {
    yield* additions(site, last, step, made);
    yield* outerAdditions(site, nodes, path, value);
  } else if (typeof step === "object")
    yield* insertions(
      site,
      root,
      path.slice(0, nodes.length - 1),
      rest.length === 0 ? made : namedElement(step.name, made),
    );
}

/** Whether a literal stands in the text, for one value only. */
function isOwn({ program }: Site, literal: Expression): boolean {
  return !literal.foreign && !program.shared.has(literal);
}

/** The literal that makes a value alone. */
function originOf(node: Outcome): Expression | undefined {
  if (node.kind === "scalar") return node.value.origin.kind === "literal" ? node.value.origin : undefined;
  if (node.kind === "list") return node.value.literal;
  if (node.kind !== "object" || node.value.layers.length !== 1) return undefined;
  const [layer] = node.value.layers;
  return layer?.kind === "layer" ? layer.literal : undefined;
}

function replacement(
  { program: { text }, language, print }: Site,
  { from, to, ...old }: Expression,
  value: Json,
): TextChange {
  const like = language.printLike?.(value, { from, to, ...old } as Expression, text);
  const indent = indentAt(text, from);
  const flat = !text.slice(from, to).includes("\n") && !(typeof value === "object" && old.kind === "literal");
  return {
    from,
    to,
    insert: like ?? printValue(value, print, indent, flat, from - text.lastIndexOf("\n", from - 1) - 1),
  };
}

/** A field more in an object. */
function* additions(site: Site, object: Outcome, key: string, value: Json): Generator<Changes> {
  if (object.kind !== "object") return;
  for (const layer of object.value.layers.toReversed()) {
    if (layer.kind === "unknown") break;
    const { literal } = layer;
    if (literal && isOwn(site, literal)) yield added(site, literal, key, value);
  }
  yield* callAdditions(site, object, [key], value);
}

/** A field more in an object that is made for a field of a call's result: `f(x) + { options+: { a: 1 } }`. */
function* outerAdditions(site: Site, nodes: readonly Outcome[], path: StepPath, value: Json): Generator<Changes> {
  for (let depth = nodes.length - 2; depth > 0; depth--) {
    const keys = path.slice(depth);
    if (!keys.every((one) => typeof one === "string")) return;
    const missing = nodes.length - 1 - depth;
    const made = madeValue(keys.slice(missing + 1), value);
    yield* callAdditions(site, nodes[depth] as Outcome, keys.slice(0, missing + 1), made);
  }
}

/** The last of the keys is new; those before it are there already. */
function* callAdditions(site: Site, object: Outcome, keys: readonly string[], value: Json): Generator<Changes> {
  const { program, language, print } = site;
  const at = object.at && resolveVariables(object.at, program.source.root);
  if (!at || !isOwn(site, at) || isRepeatable(site, at)) return;
  const [key, ...inner] = keys as [string, ...string[]];
  if (at.kind === "call" && isOfLibrary(at, key)) {
    const given = madeValue(inner, value);
    const written: Written = (indent, flat) => `${key}=${printValue(given, print, indent, flat)}`;
    yield insertItem(program.text, argumentsOf(at), at.args.length, written, language.comments);
  }
  if (!language.extension || !isExtensible(site, at)) return;
  const last = `${printKey(keys.at(-1) as string, print)}: ${printValue(value, print, indentAt(program.text, at.to), true)}`;
  const fields = keys.slice(0, -1).reduceRight((inside, one) => `${printKey(one, print)}+: { ${inside} }`, last);
  yield [{ from: at.to, to: at.to, insert: ` + { ${fields} }` }];
}

/** Whether something may be added behind an expression. */
function isExtensible({ program }: Site, at: Expression): boolean {
  const isSum = at.kind === "binary" && at.operator === "+";
  return at !== program.source.overrides?.call && (isSum || at.kind === "call" || at.kind === "list-for");
}

/** Whether an expression may be evaluated several times. */
function isRepeatable({ program: { source } }: Site, expression: Expression): boolean {
  return repeatable(source.root).has(expression);
}

/** Whether a call is one of a library's function that takes this field as an argument. */
function isOfLibrary({ target, args }: Call, key: string): boolean {
  const name = target.kind === "index" && target.key.kind === "literal" ? target.key.value : undefined;
  const takes = (name === "container" || name === "web") && (key === "environment" || key === "options");
  return takes && !args.some((one) => one.name === key);
}

function added(
  { program: { text }, language, print }: Site,
  literal: ObjectLiteral,
  key: string,
  value: Json,
): Changes {
  const start = `${printKey(key, print)}: `;
  const written: Written = (indent, flat) =>
    start + printValue(value, print, indent, flat, indent.length + start.length);
  const sequence = sequenceOf(literal, literal.items ?? literal.members);
  return insertItem(text, sequence, sequence.items.length, written, language.comments);
}

function* insertions(site: Site, root: Outcome, path: StepPath, value: Json, after?: string): Generator<Changes> {
  const { nodes } = followPath(root, path);
  if (nodes.length <= path.length) {
    yield* settings(site, root, path, [value]);
    return;
  }
  const list = nodes.at(-1) as Outcome;
  if (list.kind !== "list") return;
  const { segments, literal } = list.value;
  const named = after === undefined ? -1 : list.elements.findIndex((one) => nameOf(one) === after);
  const neighbour = segments.at(named);
  const holder = neighbour && "thunk" in neighbour ? neighbour.list : segments.length === 0 ? literal : undefined;
  if (!holder || !isOwn(site, holder)) {
    if (named < 0 || named === list.elements.length - 1) yield* listAdditions(site, list, value);
    return;
  }
  const items = itemsOf(holder);
  const place = neighbour && "thunk" in neighbour ? itemIndex(items, neighbour.thunk.expression) + 1 : 0;
  const { program, language, print } = site;
  const written: Written = (indent, flat) => printValue(value, print, indent, flat, indent.length);
  yield insertItem(program.text, sequenceOf(holder, items), place, written, language.comments);
}

/** An element more behind a list that is computed: `[f(x) for x in y] + [1]`. */
function* listAdditions(site: Site, { at }: Outcome, value: Json): Generator<Changes> {
  const { text } = site.program;
  if (!site.language.extension || !at || !isOwn(site, at) || isRepeatable(site, at) || !isExtensible(site, at)) return;
  yield [{ from: at.to, to: at.to, insert: ` + [${printValue(value, site.print, indentAt(text, at.to), false)}]` }];
}

function* removals(site: Site, root: Outcome, path: StepPath): Generator<Changes> {
  const step = path.at(-1) as Step;
  const parent = followPath(root, path.slice(0, -1)).nodes.at(-1) as Outcome;
  if (parent.kind === "object" && typeof step === "string") yield* fieldRemovals(site, parent, step);
  if (parent.kind !== "list" || typeof step === "string") return;
  const element = childOf(parent, step);
  const index = element ? parent.elements.indexOf(element) : -1;
  const segment = parent.value.segments[index];
  if (!segment || !("thunk" in segment) || !segment.list || !isOwn(site, segment.list)) return;
  const items = itemsOf(segment.list);
  const place = itemIndex(items, segment.thunk.expression);
  yield removeItem(site.program.text, sequenceOf(segment.list, items), place, site.language.comments);
}

function* fieldRemovals(site: Site, { value, fields }: Outcome & { kind: "object" }, key: string): Generator<Changes> {
  const { text, source } = site.program;
  const { comments } = site.language;
  for (const layer of value.layers.toReversed()) {
    const member = layer.kind === "layer" ? layer.fields.get(key)?.member : undefined;
    const literal = layer.kind === "layer" ? layer.literal : undefined;
    if (!member || !literal || !isOwn(site, literal)) continue;
    const items = literal.items ?? literal.members;
    const operand = items.length === 1 ? findOperand(source.root, literal) : undefined;
    if (operand && site.language.extension) yield [{ from: operand.left.to, to: operand.to, insert: "" }];
    yield removeItem(text, sequenceOf(literal, items), itemIndex(items, member), comments);
  }
  const child = fields.get(key);
  const origin = child && originOf(child);
  const found = origin && isOwn(site, origin) ? findArgument(source.root, origin) : undefined;
  if (!found) return;
  const { call, index } = found;
  yield removeItem(text, argumentsOf(call), index, comments);
  const { value: given } = call.args[index] as Argument;
  yield [{ from: given.from, to: given.to, insert: "{}" }];
}

function itemIndex(items: readonly Standing[], { from, to }: Standing): number {
  return items.findIndex((one) => one.from <= from && one.to >= to);
}

function itemsOf(list: ListLiteral): readonly Standing[] {
  return list.items ?? list.elements;
}

function sequenceOf({ kind, from, to }: ObjectLiteral | ListLiteral, items: Sequence["items"]): Sequence {
  return { open: from + 1, close: to - 1, items, spaced: kind === "object" };
}

function argumentsOf({ open, to, args }: Call): Sequence {
  return { open: open + 1, close: to - 1, items: args, spaced: false };
}
