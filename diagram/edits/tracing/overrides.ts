import { isJsonObject } from "../same-value.ts";
import { formatStepPath, type Json, type SpecEdit, type Step, type StepPath } from "../spec-edit.ts";
import type { TextChange } from "../text-change.ts";
import type { Expression, Member, ObjectLiteral, Standing } from "./expression.ts";
import { type Print, printValue } from "./print.ts";
import type { Language, Program } from "./program.ts";
import { insertItem, removeItem, type Sequence } from "./sequence.ts";
import { bare } from "./syntax.ts";
import { indentAt, indentUnit, newlineOf } from "./trivia.ts";

/** What stands above the overrides of a text. */
export const HEADING = "Espalier: overrides made in the diagram, for values that cannot be edited where they are made";

interface Entry {
  readonly edit: SpecEdit;
  readonly literal: ObjectLiteral;
}

/** Overrides of a text; undefined in the place of those that somebody wrote in another way. */
function entriesOf({ source }: Program): readonly (Entry | undefined)[] {
  return (source.overrides?.list.elements ?? []).map((one) => {
    const literal = bare(one);
    const value = literal.kind === "object" ? plainOf(literal) : undefined;
    const edit = value === undefined ? undefined : editOf(value as { readonly [key: string]: Json });
    return edit && { edit, literal: literal as ObjectLiteral };
  });
}

function editOf({ set, to, remove, insert, into, after }: { readonly [key: string]: Json }): SpecEdit | undefined {
  if (Array.isArray(set) && to !== undefined) return { op: "set", path: set as unknown as StepPath, value: to };
  if (Array.isArray(remove)) return { op: "remove", path: remove as unknown as StepPath };
  if (!Array.isArray(into) || insert === undefined) return undefined;
  const path = into as unknown as StepPath;
  return { op: "insert", path, value: insert, ...(typeof after === "string" && { after }) };
}

function asEntry(edit: SpecEdit): Json {
  const path = edit.path as unknown as Json;
  if (edit.op === "set") return { set: path, to: edit.value };
  if (edit.op === "remove") return { remove: path };
  return { insert: edit.value, into: path, ...(edit.after !== undefined && { after: edit.after }) };
}

function plainOf(expression: Expression): Json | undefined {
  const inner = bare(expression);
  if (inner.kind === "literal") return inner.value;
  if (inner.kind === "list") {
    const parts = inner.elements.map(plainOf);
    return parts.every((one) => one !== undefined) ? parts : undefined;
  }
  if (inner.kind !== "object") return undefined;
  const entries = inner.members.map(({ key, value }: Member) => [plainOf(key), plainOf(value)] as const);
  if (!entries.every(([key, value]) => typeof key === "string" && value !== undefined)) return undefined;
  return Object.fromEntries(entries as (readonly [string, Json])[]);
}

/** Ways to make an edit by taking an override away. */
export function* dropped(program: Program, edit: SpecEdit, language: Language): Generator<readonly TextChange[]> {
  if (edit.op === "insert") return;
  const entries = entriesOf(program);
  for (const [index, entry] of [...entries.entries()].reverse()) {
    if (entry && (isSame(entry.edit.path, edit.path) || isInserted(entry.edit, edit)))
      yield without(program, [index], language);
  }
}

/** An element that an override has put in is taken out. */
function isInserted(made: SpecEdit, { op, path }: SpecEdit): boolean {
  const step = path.at(-1);
  if (op !== "remove" || made.op !== "insert" || typeof step !== "object") return false;
  const { name } = (typeof made.value === "object" && made.value !== null ? made.value : {}) as { name?: Json };
  return name === step.name && isSame(made.path, path.slice(0, -1));
}

/** Writes an edit as an override: in the place of the one that says something of the same value, else at the end. */
export function overridden(
  program: Program,
  edit: SpecEdit,
  reason: string,
  language: Language,
): readonly TextChange[] {
  const entries = entriesOf(program);
  const before = edit.op === "insert" ? -1 : entries.findLastIndex((one) => one && isSame(one.edit.path, edit.path));
  const later = renames(edit.path) ? [undefined] : entries.slice(before + 1);
  const free =
    before >= 0 && later.every((one) => one && one.edit.op !== "insert" && !touches(one.edit.path, edit.path));
  const found = entries[before];
  const { text } = program;
  const print = language.print(text);
  if (found && free && found.edit.op !== "insert") {
    const { from, to } = found.literal;
    return [
      { from, to, insert: printValue(asEntry(edit), print, indentAt(text, from), false, indentAt(text, from).length) },
    ];
  }
  return program.source.overrides
    ? appended(program, edit, reason, language, print)
    : wrapped(program, edit, reason, language, print);
}

function appended(
  program: Program,
  edit: SpecEdit,
  reason: string,
  { comments }: Language,
  print: Print,
): readonly TextChange[] {
  const { text } = program;
  const sequence = sequenceOf(program);
  const line = (indent: string): string => written(edit, reason, indent, print, newlineOf(text));
  return insertItem(text, sequence, sequence.items.length, (indent) => line(indent), comments);
}

function written(edit: SpecEdit, reason: string, indent: string, print: Print, newline: string): string {
  const entry = printValue(asEntry(edit), print, indent, false, indent.length);
  return `// ${commentOf(edit, reason)}${newline}${indent}${entry}`;
}

function commentOf({ path, ...edit }: SpecEdit, reason: string): string {
  const value = edit.op === "insert" ? edit.value : undefined;
  const name = isJsonObject(value) && typeof value.name === "string" ? [{ name: value.name }] : [];
  const text = `${formatStepPath([...path, ...name])}: ${reason}`.replace(/[\p{Cc}\u2028\u2029]/gu, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function wrapped(
  program: Program,
  edit: SpecEdit,
  reason: string,
  language: Language,
  print: Print,
): readonly TextChange[] {
  const { text, source } = program;
  const { edits, close } = language.wrap(text, source);
  const newline = newlineOf(text);
  const outer = indentAt(text, source.body.from);
  const indent = outer + indentUnit(text);
  const lines = [
    `, [`,
    `${indent}// ${HEADING}`,
    `${indent}${written(edit, reason, indent, print, newline)},`,
    `${outer}]${close}`,
  ];
  const at = source.body.to;
  return [...edits, { from: at, to: at, insert: lines.join(newline) }].sort((a, b) => a.from - b.from);
}

function without(program: Program, indices: readonly number[], language: Language): readonly TextChange[] {
  const { source, text } = program;
  const sequence = sequenceOf(program);
  if (source.overrides && sequence.items.length === indices.length) return language.unwrap(text, source);
  // The heading stays with those that are left.
  const [index] = indices as [number];
  const at = text.indexOf(HEADING, sequence.open);
  const heading = at >= 0 && at < sequence.close ? text.indexOf("\n", at) : sequence.open;
  const open = heading > 0 && heading < (sequence.items[0] as Standing).from ? heading : sequence.open;
  return removeItem(text, { ...sequence, open }, index, language.comments);
}

function sequenceOf({ source }: Program): Sequence {
  const list = source.overrides?.list;
  if (!list) return { open: 0, close: 0, items: [], spaced: false };
  return { open: list.from + 1, close: list.to - 1, items: list.elements, spaced: false };
}

function isSame(one: StepPath, other: StepPath): boolean {
  return one.length === other.length && one.every((step, index) => isSameStep(step, other[index] as Step));
}

function isSameStep(one: Step, other: Step): boolean {
  if (typeof one === "object" && typeof other === "object") return one.name === other.name;
  return one === other;
}

/** After an element has another name, the same path leads somewhere else. */
function renames(path: StepPath): boolean {
  return typeof path.at(-1) === "object" || (path.at(-1) === "name" && typeof path.at(-2) === "object");
}

/** Whether one leads to, or past, what the other may lead to. */
function touches(one: StepPath, other: StepPath): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((step, index) => {
    const against = other[index] as Step;
    return (
      isSameStep(step, against) ||
      (typeof step !== "string" && typeof against !== "string" && typeof step !== typeof against)
    );
  });
}
