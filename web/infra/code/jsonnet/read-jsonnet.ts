import { jsonnetPrint } from "../../../../diagram/edits/jsonnet/language.ts";
import { tokenize } from "../../../../diagram/edits/jsonnet/lexer.ts";
import { parseTokens } from "../../../../diagram/edits/jsonnet/parser.ts";
import type { Call, Expression, FunctionLiteral, ObjectLiteral } from "../../../../diagram/edits/tracing/expression.ts";
import type { LooseDefinition, Place, Reading, Word } from "../place.ts";
import type { JsonPath } from "../schema.ts";
import { CURSOR, type Cursor, cursorAt } from "./cursor.ts";
import { followDown, keyOf } from "./flow.ts";
import { LooseParts } from "./loose-parts.ts";
import { findStanding, OUTSIDE, type Standing } from "./scope.ts";
import { argumentWords, fieldWords, scopeWords } from "./words.ts";

/** A longer text is not looked through: at every key that would be felt. */
const LONGEST = 256 * 1024;

/** Where in a definition in Jsonnet a place of its text is. */
export function readJsonnet(text: string, offset: number): Reading {
  const print = jsonnetPrint(text);
  if (text.length > LONGEST) return { place: undefined, print, definition: () => ({}) };
  const cursor = cursorAt(text, offset);
  if (!cursor) return { place: undefined, print, definition: () => looseDefinition(text) };
  const { root } = parseTokens(cursor.tokens);
  const found = follow(root, cursor);
  const standing = findStanding(root, cursor.from, isWrittenHere);
  return { place: placeOf(cursor, found, standing), print, definition: () => found.parts.definition };
}

function looseDefinition(text: string): LooseDefinition {
  const parts = new LooseParts();
  const { root } = parseTokens(tokenize(text));
  followDown({ expression: root, scope: OUTSIDE }, parts);
  return parts.definition;
}

interface Found {
  readonly parts: LooseParts;
  readonly paths: readonly JsonPath[];
  readonly object: ObjectLiteral | undefined;
  /** What the parameters of the function that is called here become. */
  readonly parameters: ReadonlyMap<string, readonly JsonPath[]>;
}

function follow(root: Expression, { asks, written }: Cursor): Found {
  const parts = new LooseParts();
  const paths: JsonPath[] = [];
  const probes = new Map<Expression, string>();
  const parameters = new Map<string, JsonPath[]>();
  let object: ObjectLiteral | undefined;
  const isAll = followDown(
    { expression: root, scope: OUTSIDE },
    {
      value(path, expression, isWhole) {
        parts.value(path, expression, isWhole);
        if (asks === "value" && isWhole && isCursor(expression)) paths.push(path);
        const parameter = probes.get(expression);
        if (parameter !== undefined) parameters.get(parameter)?.push(path);
      },
      object(path, found) {
        parts.object(path, found);
        if (asks !== "key" || !found.members.some((member) => keyOf(member) === CURSOR)) return;
        object = found;
        paths.push(path);
      },
      argumentName: (name) => (name === CURSOR ? written : name),
      call(call, callee) {
        if (!call.args.some(isArgumentAtCursor)) return undefined;
        const at = call.args.findIndex(isArgumentAtCursor);
        const isNamed = call.args[at]?.name !== undefined;
        const own = isNamed ? undefined : callee.parameters[at]?.name;
        if (own !== undefined) parameters.set(own, paths);
        const others = missingOf(call, callee).filter((name) => name !== own);
        const told = others.map((name): [string, Expression] => {
          const probe: Expression = { kind: "opaque", what: "an argument", parts: [], from: call.to, to: call.to };
          probes.set(probe, name);
          if (!parameters.has(name)) parameters.set(name, []);
          return [name, probe];
        });
        return new Map(told);
      },
    },
  );
  // What is told before it became too much need not be all that a place means.
  return isAll ? { parts, paths, object, parameters } : { parts, paths: [], object: undefined, parameters: new Map() };
}

/** Parameters that an argument at the cursor may still name. */
function missingOf({ args }: Call, { parameters }: FunctionLiteral): string[] {
  const at = args.findIndex(isArgumentAtCursor);
  const given = new Set(args.flatMap(({ name }) => name ?? []));
  return parameters.map(({ name }) => name).filter((name, index) => index >= at && !given.has(name));
}

function placeOf(cursor: Cursor, found: Found, standing: Standing | undefined): Place | undefined {
  const { asks, from, to, quote, written, hasValue } = cursor;
  const isBegun = from < to || asks === "field";
  const place = { from, to, isBegun, hasValue, taken: [], ...(quote && { quote }) };
  if (asks === "key") {
    const keys = found.object?.members.map(keyOf) ?? [];
    const taken = keys.filter((key): key is string => key !== undefined && key !== CURSOR);
    return { ...place, asks: "key", paths: found.paths, taken, words: [], key: written };
  }
  const words = standing && quote === undefined ? wordsAt(standing, found, asks) : [];
  return { ...place, asks: "value", paths: found.paths, words };
}

function wordsAt(
  { expression, scope, parent }: Standing,
  { parameters }: Found,
  asks: Cursor["asks"],
): readonly Word[] {
  if (asks === "field") return parent?.kind === "index" ? fieldWords(parent.target, scope) : [];
  const call = [expression, parent].find((one) => one?.kind === "call" && one.args.some(isArgumentAtCursor));
  if (call?.kind !== "call") return scopeWords(scope);
  const named = argumentWords(call, scope, parameters, missingOf);
  return expression === call ? named : [...named, ...scopeWords(scope)];
}

function isArgumentAtCursor({ name, value }: Call["args"][number]): boolean {
  return name === CURSOR || (name === undefined && isCursor(value));
}

/** What is written, or the call of which an argument is being named. */
function isWrittenHere(expression: Expression): boolean {
  return isCursor(expression) || (expression.kind === "call" && expression.args.some(({ name }) => name === CURSOR));
}

function isCursor(expression: Expression): boolean {
  return (
    (expression.kind === "variable" && expression.name === CURSOR) ||
    (expression.kind === "literal" && expression.value === CURSOR)
  );
}
