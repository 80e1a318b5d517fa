import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/javascript";

export type { SyntaxNode } from "@lezer/common";

const TYPESCRIPT = parser.configure({ dialect: "ts" });

export function parseTypeScript(text: string): Tree {
  return TYPESCRIPT.parse(text);
}

/** Offset of the first thing that is no TypeScript. */
export function firstProblem(tree: Tree): number | undefined {
  let found: number | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) found ??= from;
      return found === undefined;
    },
  });
  return found;
}

/** Direct parts of a node that are no comments; marks such as brackets and commas among them. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== "LineComment" && child.name !== "BlockComment") children.push(child);
  return children;
}

const MARKS = new Set(["(", ")", "[", "]", "{", "}", ",", ";", "...", ":", "?.", "."]);

/** Groups of a list between brackets, as commas divide them. */
export function groupsOf(node: SyntaxNode): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [];
  let group: SyntaxNode[] = [];
  for (const child of childrenOf(node).slice(1)) {
    const isEnd = child.name === ")" || child.name === "]" || child.name === "}";
    if (child.name === "," || isEnd) {
      if (group.length > 0) groups.push(group);
      group = [];
    } else group.push(child);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

export function isMark(node: SyntaxNode): boolean {
  return MARKS.has(node.name);
}

/** What an expression is without brackets, type assertions and `!`. */
export function bareNode(node: SyntaxNode, text: string): SyntaxNode {
  let at = node;
  for (;;) {
    const [first, second] = childrenOf(at);
    const inner =
      at.name === "ParenthesizedExpression"
        ? second
        : at.name === "PostfixExpression" && text.slice(at.to - 1, at.to) === "!"
          ? first
          : at.name === "BinaryExpression" && (second?.name === "as" || second?.name === "satisfies")
            ? first
            : undefined;
    if (!inner) return at;
    at = inner;
  }
}

/** Whether a node of this kind may use a name: `{ image }` does, though it looks like a key. */
export function isUse(kind: string): boolean {
  return kind === "VariableName" || kind === "PropertyDefinition";
}

export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}

export function visitNodes(node: SyntaxNode, look: (node: SyntaxNode) => void): void {
  node.cursor().iterate((one) => {
    look(one.node);
  });
}
