import { EditorState, type Extension, type TransactionSpec } from "@codemirror/state";
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from "@codemirror/view";

/** Of a text whose lines end in CRLF: what is typed gets such endings, too, and nobody sees them. */
export function lineEndings(text: string): Extension {
  const firstEnd = text.indexOf("\n");
  return firstEnd > 0 && text[firstEnd - 1] === "\r" ? [typedEndings, hiddenReturns] : [];
}

const typedEndings = EditorState.transactionFilter.of((transaction): TransactionSpec | readonly TransactionSpec[] => {
  if (!transaction.docChanged || !transaction.isUserEvent("input")) return transaction;
  const more: { from: number; insert: string }[] = [];
  transaction.changes.iterChanges((_fromA, _toA, from, to) => {
    const inserted = transaction.newDoc.sliceString(from, to);
    for (const { index } of inserted.matchAll(/(?<!\r)\n/g)) {
      const at = from + index;
      if (index > 0 || transaction.newDoc.sliceString(at - 1, at) !== "\r") more.push({ from: at, insert: "\r" });
    }
  });
  return more.length > 0 ? [transaction, { changes: more, sequential: true }] : transaction;
});

const returns = new MatchDecorator({ regexp: /\r$/g, decoration: Decoration.replace({}) });

const hiddenReturns = ViewPlugin.define(
  (view) => ({
    marks: returns.createDeco(view),
    update(update) {
      this.marks = returns.updateDeco(update, this.marks);
    },
  }),
  {
    decorations: ({ marks }) => marks,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.marks ?? Decoration.none),
  },
);
