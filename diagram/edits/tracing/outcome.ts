import type { Evaluator } from "./evaluator.ts";
import type { Expression } from "./expression.ts";
import { fieldOf, visibleNames } from "./fields.ts";
import { NotFollowed, ProgramFailure } from "./results.ts";
import { hashOf, type ListValue, type ObjectValue, type Scalar, type Unknown, type Value } from "./value.ts";

/** What a definition evaluates to, with where each part comes from. */
export type Outcome = (
  | { readonly kind: "scalar"; readonly value: Scalar }
  | { readonly kind: "list"; readonly value: ListValue; readonly elements: readonly Outcome[] }
  | {
      readonly kind: "object";
      readonly value: ObjectValue;
      readonly fields: ReadonlyMap<string, Outcome>;
      /** Something more may be in it: nobody knows what. */
      readonly rest?: Unknown;
    }
  | { readonly kind: "unknown"; readonly value: Unknown }
) & {
  /** The expression that stands for it in the list or object around it. */
  readonly at: Expression | undefined;
};

const DEEPEST = 100;

/** Evaluates everything inside of a value. Throws NotFollowed when it does not end. */
export function outcomeOf(evaluator: Evaluator, value: Value, at?: Expression, depth = 0): Outcome {
  evaluator.spend();
  if (depth > DEEPEST) throw new NotFollowed();
  // Texts count by their length: a list may hold a long one again and again.
  if (value.kind === "scalar" && typeof value.value === "string") evaluator.spend(Math.ceil(value.value.length / 64));
  if (value.kind === "scalar") return { kind: "scalar", value, at };
  if (value.kind === "unknown") return { kind: "unknown", value, at };
  if (value.kind === "list") {
    const elements = value.segments.map((one) =>
      "thunk" in one
        ? guarded(() => evaluator.force(one.thunk), evaluator, one.thunk.expression, depth)
        : ({ kind: "unknown", value: one, at: undefined } as const),
    );
    return { kind: "list", value, elements, at };
  }
  if (value.kind === "object") return objectOutcome(evaluator, value, at, depth);
  const reason = "a function";
  return { kind: "unknown", value: { kind: "unknown", reason, hash: evaluator.hashOfValue(value) }, at };
}

function objectOutcome(evaluator: Evaluator, value: ObjectValue, at: Expression | undefined, depth: number): Outcome {
  const last = value.layers.findLastIndex(({ kind }) => kind === "unknown");
  const fields = new Map<string, Outcome>();
  for (const name of visibleNames(value, last + 1).sort()) {
    const standing = expressionOf(value, name);
    const outcome = guarded(() => fieldOf(evaluator, value, name) as Value, evaluator, standing, depth);
    if (outcome.kind !== "scalar" || outcome.value.value !== undefined) fields.set(name, outcome);
  }
  if (last < 0) return { kind: "object", value, fields, at };
  const hidden = value.layers.slice(0, last + 1).flatMap((layer) => {
    if (layer.kind === "unknown") return [layer.hash];
    return [...layer.fields.keys()].sort().map((name) => {
      const outcome = guarded(() => fieldOf(evaluator, value, name, last) as Value, evaluator, undefined, depth);
      return `${name}=${symbolicHash(symbolicOf(outcome))}`;
    });
  });
  const { reason } = value.layers[last] as Unknown;
  return { kind: "object", value, fields, rest: { kind: "unknown", reason, hash: hashOf("rest", ...hidden) }, at };
}

/** The expression of the last layer that gives a field. */
function expressionOf({ layers }: ObjectValue, name: string): Expression | undefined {
  const layer = layers.findLast((one) => one.kind === "layer" && one.fields.has(name));
  return layer?.kind === "layer" ? layer.fields.get(name)?.value : undefined;
}

/** What fails is known to fail, and nothing else of it. */
function guarded(value: () => Value, evaluator: Evaluator, at: Expression | undefined, depth: number): Outcome {
  try {
    return outcomeOf(evaluator, value(), at, depth + 1);
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    return {
      kind: "unknown",
      value: { kind: "unknown", reason: "an error", hash: hashOf("failure", error.message) },
      at,
    };
  }
}

/** A plain value in which texts that no definition has stand for what is not known. */
export type Symbolic = string | number | boolean | null | readonly Symbolic[] | { readonly [key: string]: Symbolic };

const MARK = "\u0000unknown:";
const REST = "\u0000rest";

export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(MARK);
}

export function symbolicOf(outcome: Outcome): Symbolic {
  switch (outcome.kind) {
    case "scalar":
      return outcome.value.value ?? null;
    case "unknown":
      return MARK + outcome.value.hash;
    case "list":
      return outcome.elements.map(symbolicOf);
    case "object": {
      const entries = [...outcome.fields].map(([name, one]) => [name, symbolicOf(one)] as const);
      return Object.fromEntries(outcome.rest ? [...entries, [REST, outcome.rest.hash] as const] : entries);
    }
  }
}

export function symbolic(evaluator: Evaluator, value: Value): Symbolic {
  return symbolicOf(outcomeOf(evaluator, value));
}

/** Whether no part of it is unknown. */
export function isKnown(value: Symbolic): boolean {
  if (Array.isArray(value)) return value.every(isKnown);
  if (typeof value === "object" && value !== null)
    return !(REST in value) && Object.values(value).every((one) => isKnown(one as Symbolic));
  return !isUnknown(value);
}

export function symbolicHash(value: Symbolic): string {
  return hashOf(JSON.stringify(sorted(value)));
}

export function sameSymbolic(left: Symbolic, right: Symbolic): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: Symbolic): Symbolic {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as { readonly [key: string]: Symbolic });
  return Object.fromEntries(
    entries.map(([key, one]) => [`=${key}`, sorted(one)] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}
