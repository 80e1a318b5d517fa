import { LIBRARY_TEXT } from "../../../../diagram/edits/jsonnet/library.ts";
import type { Call, Expression, FunctionLiteral, Member } from "../../../../diagram/edits/tracing/expression.ts";
import type { Word } from "../place.ts";
import type { JsonPath } from "../schema.ts";
import { CURSOR } from "./cursor.ts";
import { followDown, keyOf } from "./flow.ts";
import type { Closure, Scope } from "./scope.ts";
import { STANDARD_FUNCTIONS } from "./standard-functions.ts";

const MOST_WORDS = 500;

/** Variables that can be used at a place, nearest first. */
export function scopeWords(scope: Scope): Word[] {
  const words = new Map<string, Word>();
  for (let at: Scope | undefined = scope; at && words.size < MOST_WORDS; at = at.outer) {
    for (const [name, bound] of at.names) {
      if (name === "" || name === CURSOR || words.has(name)) continue;
      const callee = bound?.expression.kind === "function" && !bound.each ? bound.expression : undefined;
      words.set(name, {
        name,
        kind: callee ? "function" : "variable",
        ...(callee && { detail: parametersOf(callee) }),
      });
    }
  }
  if (!words.has("std")) words.set("std", { name: "std", kind: "variable", info: "Jsonnet's own functions." });
  return [...words.values()];
}

/** What may stand behind the dot after a value. */
export function fieldWords(target: Expression, scope: Scope): Word[] {
  if (isStandard(target, scope)) return [...STANDARD_FUNCTIONS];
  const words = new Map<string, Word>();
  for (const { expression } of itself(target, scope)) {
    for (const member of expression.kind === "object" ? expression.members : []) {
      const name = keyOf(member);
      if (name !== undefined && name !== CURSOR && words.size < MOST_WORDS) words.set(name, fieldWord(name, member));
    }
  }
  return [...words.values()].filter(({ name }) => /^[A-Za-z_]\w*$/.test(name));
}

/** Arguments that can be named in a call. */
export function argumentWords(
  call: Call,
  scope: Scope,
  paths: ReadonlyMap<string, readonly JsonPath[]>,
  missing: (call: Call, callee: FunctionLiteral) => readonly string[],
): Word[] {
  const callees = itself(call.target, scope).flatMap(({ expression }) =>
    expression.kind === "function" ? [expression] : [],
  );
  const names = new Set(callees.flatMap((callee) => missing(call, callee)));
  return [...names].map((name) => ({ name, kind: "argument", detail: "argument", paths: paths.get(name) ?? [] }));
}

function fieldWord(name: string, { value, from, foreign }: Member): Word {
  if (value.kind !== "function") return { name, kind: "field" };
  const info = foreign || value.foreign ? commentOf(from) : undefined;
  return { name, kind: "function", detail: parametersOf(value), ...(info && { info }) };
}

function parametersOf({ parameters }: FunctionLiteral): string {
  return `(${parameters.map(({ name, fallback }) => (fallback ? `${name}?` : name)).join(", ")})`;
}

/** The comment over a function of our library, or over the ones that it stands with. */
function commentOf(from: number): string | undefined {
  const paragraph = LIBRARY_TEXT.slice(LIBRARY_TEXT.lastIndexOf("\n\n", from) + 1, from);
  const lines = [...paragraph.matchAll(/^\s*\/\/ (.*)$/gm)].map(([, line]) => line);
  return lines.length > 0 ? lines.join(" ") : undefined;
}

function itself(expression: Expression, scope: Scope): Closure[] {
  const found: Closure[] = [];
  followDown({ expression, scope }, { itself: (one) => found.push(one) }, true);
  return found;
}

function isStandard(target: Expression, scope: Scope): boolean {
  if (target.kind !== "variable" || target.name !== "std") return false;
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.names.has("std")) return false;
  return true;
}
