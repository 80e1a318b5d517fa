import { bareNode, childrenOf, groupsOf, type SyntaxNode, textOf } from "./nodes.ts";
import { declaratorsOf, statementsOf } from "./statements.ts";

/** Where the definition of a file stands. */
export interface Definition {
  /** What `export default` exports: overrides are put around it. */
  readonly exported: SyntaxNode;
  /** `override(definition, [ … ])`, when it is that. */
  readonly override?: { readonly call: SyntaxNode; readonly definition: SyntaxNode; readonly list: SyntaxNode };
  /** The function that builds it, or the object itself. */
  readonly builder: SyntaxNode;
}

/** Finds the default export; undefined when there is none that can be followed. */
export function definitionOf(file: SyntaxNode, text: string, imports: Imports): Definition | undefined {
  const exported = exportedNode(file, text);
  if (!exported) return undefined;
  const resolved = resolve(exported, file, text);
  const args = callArguments(resolved, "override", text, imports);
  const list = args?.[1] && bareNode(args[1], text);
  const definition = args?.[0];
  const override = definition && list?.name === "ArrayExpression" ? { call: resolved, definition, list } : undefined;
  const inner = override ? resolve(override.definition, file, text) : resolved;
  const built = callArguments(inner, "defineProject", text, imports)?.at(-1);
  const builder = built ? resolve(built, file, text) : inner;
  return { exported: override ? resolved : exported, ...(override && { override }), builder };
}

function exportedNode(file: SyntaxNode, text: string): SyntaxNode | undefined {
  for (const statement of statementsOf(file)) {
    if (statement.name !== "ExportDeclaration") continue;
    const parts = childrenOf(statement);
    const at = parts.findIndex(({ name }) => name === "default");
    if (at >= 0) return parts[at + 1];
    const named = parts.find(({ name }) => name === "ExportGroup");
    const asDefault = named && /(\w+)\s+as\s+default\b/.exec(textOf(named, text))?.[1];
    if (asDefault) return boundNode(asDefault, file, text);
  }
  return undefined;
}

/** What a name at the top of the file stands for. */
function resolve(node: SyntaxNode, file: SyntaxNode, text: string): SyntaxNode {
  const bare = bareNode(node, text);
  return (bare.name === "VariableName" && boundNode(textOf(bare, text), file, text)) || bare;
}

function boundNode(name: string, file: SyntaxNode, text: string): SyntaxNode | undefined {
  for (const statement of statementsOf(file)) {
    const inner = statement.name === "ExportDeclaration" ? childrenOf(statement)[1] : statement;
    if (inner?.name === "FunctionDeclaration") {
      const own = childrenOf(inner).find((one) => one.name === "VariableDefinition");
      if (own && textOf(own, text) === name) return inner;
    }
    if (inner?.name !== "VariableDeclaration") continue;
    for (const { pattern, value } of declaratorsOf(inner))
      if (value && textOf(pattern, text) === name) return bareNode(value, text);
  }
  return undefined;
}

/** Arguments of a call of a function of ours. */
export function callArguments(
  node: SyntaxNode,
  name: string,
  text: string,
  imports: Imports,
): SyntaxNode[] | undefined {
  const [target, list] = childrenOf(node);
  if (node.name !== "CallExpression" || !target || list?.name !== "ArgList") return undefined;
  if (imports.names.get(textOf(target, text)) !== name) return undefined;
  return groupsOf(list).map(([first]) => first as SyntaxNode);
}

/** What a file imports from us. */
export interface Imports {
  /** Our names by those that they have in the file. */
  readonly names: ReadonlyMap<string, string>;
  /** The braces of the import of values, to add to. */
  readonly group?: SyntaxNode;
}

export function importsOf(file: SyntaxNode, text: string): Imports {
  const names = new Map<string, string>();
  let group: SyntaxNode | undefined;
  for (const statement of statementsOf(file)) {
    const parts = childrenOf(statement);
    const from = parts.find(({ name }) => name === "String");
    if (statement.name !== "ImportDeclaration" || !from || !/^["']espalier["']$/.test(textOf(from, text))) continue;
    const found = parts.find(({ name }) => name === "ImportGroup");
    if (!found || parts[1]?.name === "type") continue;
    group ??= found;
    for (const one of groupsOf(found)) {
      const words = one.filter(({ name }) => name !== "type").map((word) => textOf(word, text));
      if (words[0] !== undefined) names.set(words.at(-1) as string, words[0]);
    }
  }
  return { names, ...(group && { group }) };
}
