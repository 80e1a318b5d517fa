import { childrenOf, type SyntaxNode, textOf, visitNodes } from "./nodes.ts";

/** Methods that change what they are called on. */
const CHANGING = new Set("push pop shift unshift splice sort reverse fill copyWithin set add delete clear".split(" "));

/** Functions of `Object` that change their first argument. */
const CHANGING_OBJECT = new Set("assign defineProperty defineProperties setPrototypeOf".split(" "));

/** Names whose values are changed after they are made: nothing is known of them. */
export function changedNames(root: SyntaxNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (node: SyntaxNode | undefined): void => {
    const name = node && baseName(node, text);
    if (name !== undefined) names.add(name);
  };
  visitNodes(root, (node) => {
    const [first, second] = childrenOf(node);
    if (node.name === "AssignmentExpression") add(first);
    else if (node.name === "PostfixExpression" && text.slice(node.to - 1, node.to) !== "!") add(first);
    else if (node.name === "UnaryExpression" && /^(delete|\+\+|--)/.test(textOf(node, text))) add(second);
    else if (node.name === "CallExpression" && first?.name === "MemberExpression") {
      const method = childrenOf(first).at(-1);
      const name = method ? textOf(method, text) : "";
      if (CHANGING.has(name)) add(first);
      if (CHANGING_OBJECT.has(name)) add(second && childrenOf(second)[1]);
    }
  });
  return names;
}

/** `a` of `a.b[c].d` */
function baseName(node: SyntaxNode, text: string): string | undefined {
  let at: SyntaxNode | undefined = node;
  while (at?.name === "MemberExpression") at = childrenOf(at)[0];
  return at?.name === "VariableName" ? textOf(at, text) : undefined;
}
