import type { TextChange } from "../text-change.ts";
import type { Standing } from "../tracing/expression.ts";
import { insertItem, removeItem, type Sequence } from "../tracing/sequence.ts";
import { newlineOf } from "../tracing/trivia.ts";
import { importsOf } from "./definition.ts";
import { groupsOf, isUse, parseTypeScript, type SyntaxNode, visitNodes } from "./nodes.ts";

const COMMENTS = { hash: false } as const;

/** Imports a name of ours, when the file does not yet. */
export function importing(text: string, name: string): readonly TextChange[] {
  const { names, group } = importsOf(parseTypeScript(text).topNode, text);
  if (names.get(name) === name) return [];
  if (!group) {
    const at = /^(\uFEFF?#![^\n]*\n|\uFEFF)?/.exec(text)?.[0].length ?? 0;
    return [{ from: at, to: at, insert: `import { ${name} } from "espalier";${newlineOf(text)}` }];
  }
  const sequence = sequenceOf(group);
  // Names are mostly sorted, capitals like small letters.
  const after = sequence.items.findIndex((item) => text.slice(item.from, item.to).toLowerCase() > name.toLowerCase());
  return insertItem(text, sequence, after < 0 ? sequence.items.length : after, () => name, COMMENTS);
}

/** Takes an import away that nothing uses but what goes too. */
export function unimporting(text: string, name: string, { from, to }: Standing): readonly TextChange[] {
  const file = parseTypeScript(text).topNode;
  const { group } = importsOf(file, text);
  if (!group) return [];
  let others = 0;
  visitNodes(file, (node) => {
    const isName = isUse(node.name) && text.slice(node.from, node.to) === name;
    if (isName && !(node.from === from) && !(node.from >= group.from && node.to <= group.to)) others++;
  });
  if (others > 0 || to < from) return [];
  const sequence = sequenceOf(group);
  const index = sequence.items.findIndex((item) => text.slice(item.from, item.to) === name);
  if (index < 0) return [];
  if (sequence.items.length > 1) return removeItem(text, sequence, index, COMMENTS);
  const statement = group.parent as SyntaxNode;
  const line = /^[ \t]*\r?\n/.exec(text.slice(statement.to))?.[0].length ?? 0;
  return [{ from: statement.from, to: statement.to + line, insert: "" }];
}

function sequenceOf(group: SyntaxNode): Sequence {
  const items = groupsOf(group).map((one) => ({
    from: (one[0] as SyntaxNode).from,
    to: (one.at(-1) as SyntaxNode).to,
  }));
  return { open: group.from + 1, close: group.to - 1, items, spaced: true };
}
