import type { Expression } from "../tracing/expression.ts";
import { isUse, type SyntaxNode, textOf } from "./nodes.ts";

/** What is known of a program besides its expressions. */
export interface Lowering {
  readonly text: string;
  /** Names whose values are changed after they are made. */
  readonly changed: ReadonlySet<string>;
  /** Names that are bound to volumes and environment groups. */
  readonly constructs: ReadonlySet<string>;
  /** An expression as one that can be traced. */
  lower(node: SyntaxNode): Expression;
}

/** What an expression that is not followed depends on: all names in it. */
export function opaque(node: SyntaxNode, lowering: Lowering, what = "a computation"): Expression {
  const names = new Set<string>();
  node.cursor().iterate((one) => {
    if (isUse(one.name)) names.add(lowering.text.slice(one.from, one.to));
  });
  const { from, to } = node;
  const parts = [...names].map<Expression>((name) => ({ kind: "variable", name, from, to, foreign: true }));
  return { kind: "opaque", what, content: textOf(node, lowering.text), parts, from, to };
}
