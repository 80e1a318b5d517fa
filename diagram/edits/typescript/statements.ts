import type { Bind, Expression } from "../tracing/expression.ts";
import { type Lowering, opaque } from "./lowering.ts";
import { childrenOf, groupsOf, type SyntaxNode, textOf } from "./nodes.ts";

/** Statements of a block or a whole file. */
export function statementsOf(block: SyntaxNode): SyntaxNode[] {
  return childrenOf(block).filter(({ name }) => name !== "{" && name !== "}");
}

/** What the declarations of a block bind. */
export function bindsOfBlock(block: SyntaxNode, lowering: Lowering): Bind[] {
  return statementsOf(block).flatMap((statement) => bindsOf(statement, lowering));
}

export function bindsOf(statement: SyntaxNode, lowering: Lowering): Bind[] {
  if (statement.name === "ExportDeclaration") {
    const inner = childrenOf(statement).find(
      ({ name }) => name === "VariableDeclaration" || name === "FunctionDeclaration",
    );
    return inner ? bindsOf(inner, lowering) : [];
  }
  if (statement.name === "FunctionDeclaration") {
    const name = childrenOf(statement).find((one) => one.name === "VariableDefinition");
    return name ? [{ name: textOf(name, lowering.text), value: lowering.lower(statement) }] : [];
  }
  if (statement.name === "ImportDeclaration") return importedNames(statement, lowering);
  if (statement.name !== "VariableDeclaration") return [];
  return declaratorsOf(statement).flatMap(({ pattern, value }) => {
    const made: Expression = value ? lowering.lower(value) : opaque(pattern, lowering);
    if (pattern.name === "VariableDefinition") return [{ name: textOf(pattern, lowering.text), value: made }];
    return bindsOfPattern(pattern, made, lowering);
  });
}

export interface Declarator {
  readonly pattern: SyntaxNode;
  readonly value?: SyntaxNode;
}

/** `a = 1` and `{ b } = c` of `const a = 1, { b } = c;` */
export function declaratorsOf(statement: SyntaxNode): Declarator[] {
  const parts = childrenOf(statement).slice(1);
  const found: Declarator[] = [];
  parts.forEach((part, index) => {
    if (!["VariableDefinition", "ObjectPattern", "ArrayPattern"].includes(part.name)) return;
    const at = parts.findIndex((one, place) => place > index && (one.name === "Equals" || one.name === ","));
    const value = parts[at]?.name === "Equals" ? parts[at + 1] : undefined;
    found.push({ pattern: part, ...(value && { value }) });
  });
  return found;
}

/** Names that a pattern binds to parts of a value; those further inside are not followed. */
export function bindsOfPattern(pattern: SyntaxNode, value: Expression, lowering: Lowering): Bind[] {
  const binds: Bind[] = [];
  const { text } = lowering;
  for (const [index, group] of groupsOf(pattern).entries()) {
    const parts = pattern.name === "ObjectPattern" ? childrenOf(group[0] as SyntaxNode) : group;
    const [first] = parts;
    const simple = pattern.name === "ObjectPattern" && parts.length === 1 && first?.name === "VariableDefinition";
    if (simple) {
      const { from, to } = first;
      const name = textOf(first, text);
      binds.push({
        name,
        value: {
          kind: "index",
          target: value,
          key: { kind: "literal", value: name, from, to, foreign: true },
          from,
          to,
        },
      });
      continue;
    }
    for (const node of definitionsIn(group)) {
      const { from, to } = node;
      const name = textOf(node, text);
      binds.push({
        name,
        value: {
          kind: "opaque",
          what: "a part of something",
          content: `${index} ${textOf(pattern, text)} ${name}`,
          parts: [value],
          from,
          to,
        },
      });
    }
  }
  return binds;
}

function definitionsIn(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const node of nodes)
    node.cursor().iterate((one) => {
      if (one.name === "VariableDefinition") found.push(one.node);
    });
  return found;
}

/** What another module gives is not followed. */
function importedNames(statement: SyntaxNode, { text }: Lowering): Bind[] {
  const from = textOf(statement, text);
  return definitionsIn([statement]).map((node) => {
    const name = textOf(node, text);
    return {
      name,
      value: {
        kind: "opaque",
        what: "another module",
        content: `${name} ${from}`,
        parts: [],
        from: node.from,
        to: node.to,
      },
    };
  });
}

/** What a function's body gives, when it is nothing but declarations and one return at its end. */
export function resultOf(body: SyntaxNode, lowering: Lowering): Expression | undefined {
  if (body.name !== "Block") return lowering.lower(body);
  const statements = statementsOf(body);
  const last = statements.at(-1);
  const isPlain = statements
    .slice(0, -1)
    .every(({ name }) => name === "VariableDeclaration" || name === "FunctionDeclaration");
  if (!isPlain || last?.name !== "ReturnStatement") return undefined;
  const value = childrenOf(last).find(({ name }) => name !== "return" && name !== ";");
  return value && lowering.lower(value);
}
