import { EditError } from "../edit-error.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import type { TextChange } from "../text-change.ts";
import { Evaluator, type Surroundings } from "./evaluator.ts";
import type { Argument, Call, Expression, ListLiteral, Local } from "./expression.ts";
import { type Outcome, outcomeOf, symbolicOf } from "./outcome.ts";
import type { Print } from "./print.ts";
import { NotFollowed, ProgramFailure } from "./results.ts";
import { repeatable } from "./syntax.ts";
import type { Comments } from "./trivia.ts";

/** A text as its language reads it. */
export interface Source {
  /** What is evaluated. */
  readonly root: Expression;
  /** Where the definition itself stands, without what is prepared before it: what overrides are put around. */
  readonly body: Expression;
  /** Overrides that the text has already. */
  readonly overrides?: OverrideCall;
  readonly surroundings: Surroundings;
}

/** `override(definition, [ … ])` */
export interface OverrideCall {
  readonly call: Call;
  readonly definition: Argument;
  readonly list: ListLiteral;
}

/** What tracing must know of a language. */
export interface Language {
  readonly comments: Comments;
  /** Throws EditError with the first thing that is wrong with the syntax. */
  read(text: string): Source;
  print(text: string): Print;
  /** The text of a literal in the place of another of the same kind, where that looks better than as usual. */
  printLike?(value: Json, old: Expression, text: string): string | undefined;
  /** Whether more can be put behind what is computed: `f(x) + { a: 1, b+: { c: 2 } }`, `f(x) + [1]`. */
  readonly extension?: boolean;
  /** Ways to make an edit by whole statements, where parts of the project are made by them. */
  statements?(program: Program, edit: SpecEdit): Iterable<readonly TextChange[]>;
  /** What stands before and after the definition once it has overrides, up to the list of them. */
  wrap(text: string, source: Source): { readonly edits: readonly TextChange[]; readonly close: string };
  /** Takes that away again. */
  unwrap(text: string, source: Source): readonly TextChange[];
}

/** A text with what it evaluates to. */
export interface Program {
  readonly text: string;
  readonly source: Source;
  /** Undefined when it could not be followed. */
  readonly outcome?: Outcome;
  readonly symbolic?: Json;
  /** What it evaluates to before its overrides. */
  readonly base?: Outcome;
  /** Literals that stand for several values: in functions that are called, or loops that turn, more than once. */
  readonly shared: ReadonlySet<Expression>;
}

/** Throws EditError for what cannot be read or evaluated at all. */
export function traced(text: string, language: Language): Program {
  const source = language.read(text);
  try {
    const evaluator = new Evaluator(source.surroundings);
    const outcome = evaluated(source, source.root, evaluator);
    const shared = new Set([...repeatable(source.root)].filter((one) => (evaluator.times.get(one) ?? 0) > 1));
    return { text, source, shared, outcome, symbolic: symbolicOf(outcome), ...baseOf(source) };
  } catch (error) {
    if (error instanceof NotFollowed || error instanceof RangeError) return { text, source, shared: new Set() };
    if (!(error instanceof ProgramFailure)) throw error;
    throw new EditError(
      "has-errors",
      "the definition has an error, so it cannot be edited",
      "correct it in the code first",
    );
  }
}

/** Throws NotFollowed or ProgramFailure. */
export function evaluated(
  { surroundings }: Source,
  root: Expression,
  evaluator = new Evaluator(surroundings),
): Outcome {
  return outcomeOf(evaluator, evaluator.evaluate(root, { names: new Map() }), bodyOf(root));
}

function baseOf(source: Source): { readonly base?: Outcome } {
  const { overrides, root } = source;
  return overrides ? { base: evaluated(source, withBody(root, overrides.definition.value)) } : {};
}

/** The definition behind its locals. */
export function bodyOf(root: Expression): Expression {
  let at = root;
  while (at.kind === "local") at = at.body;
  return at;
}

/** The same locals around another body. */
export function withBody(root: Expression, body: Expression): Expression {
  const chain: Local[] = [];
  for (let at = root; at.kind === "local"; at = at.body) chain.push(at);
  return chain.reduceRight<Expression>((inner, one) => ({ ...one, body: inner }), body);
}
