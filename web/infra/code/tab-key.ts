import { indentLess, indentMore } from "@codemirror/commands";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

/**
 * Tab indents for who works in the editor: has clicked into it, or pressed another key there. For who only comes by on the way
 * through the page Tab goes on, so that nobody is caught, and nothing is changed unawares.
 */
export function tabKey(): Extension {
  let isWorking = false;
  return [
    EditorView.domEventHandlers({
      mousedown: () => {
        isWorking = true;
      },
      keydown: ({ key }) => {
        if (key !== "Tab" && key !== "Shift") isWorking = key !== "Escape";
      },
      blur: () => {
        isWorking = false;
      },
    }),
    keymap.of([
      { key: "Tab", run: (view) => isWorking && indentMore(view), shift: (view) => isWorking && indentLess(view) },
    ]),
  ];
}
