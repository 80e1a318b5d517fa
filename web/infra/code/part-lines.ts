import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Shows which lines belong to what is selected in the diagram; undefined: nothing is. */
export const showPartLines = StateEffect.define<{ readonly from: number; readonly to: number } | undefined>();

const line = Decoration.line({ class: "cm-part-line" });
const MOST_LINES = 2000;

export const partLines: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, { changes, effects, newDoc }) {
    const asked = effects.findLast((effect) => effect.is(showPartLines));
    if (!asked?.is(showPartLines)) return lines.map(changes);
    const range = asked.value;
    if (!range || range.to > newDoc.length) return Decoration.none;
    const first = newDoc.lineAt(range.from).number;
    const last = Math.min(newDoc.lineAt(range.to).number, first + MOST_LINES);
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return Decoration.set(numbers.map((number) => line.range(newDoc.line(number).from)));
  },
  provide: (field) => EditorView.decorations.from(field),
});
