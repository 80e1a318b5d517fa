import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

/** Made of the page's colours, so that light and dark need nothing of their own. */
const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--card)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--accent)", padding: "8px 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-fill)",
  },
  ".cm-gutters": { backgroundColor: "var(--card)", color: "var(--muted)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--hover) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--hover)", color: "var(--text)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.4em" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--hover)",
    outline: "1px solid var(--field)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--chip)" },
  ".cm-searchMatch": { backgroundColor: "var(--amber-fill)", outline: "1px solid var(--amber)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent-fill)" },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    boxShadow: "var(--lift)",
    maxWidth: "32rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: MONO, maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-fill)",
    color: "var(--accent)",
  },
  ".cm-completionInfo": { padding: "8px 10px", maxWidth: "24rem" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal" },
  ".cm-schema-tip": { padding: "8px 12px", fontSize: "13px" },
  ".cm-schema-tip p": { marginTop: "4px" },
  ".cm-diagnostic": { padding: "6px 10px", borderLeft: "3px solid var(--muted)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--red)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--amber)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--red) 1.5px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--amber) 1.5px" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted var(--accent) 1.5px" },
  ".cm-panels": { backgroundColor: "var(--canvas)", color: "var(--text)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-textfield": { backgroundColor: "var(--card)", border: "1px solid var(--field)", borderRadius: "6px" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--hover)",
    border: "1px solid var(--field)",
    borderRadius: "6px",
  },
  ".cm-part-line": { backgroundColor: "color-mix(in srgb, var(--accent-fill) 70%, transparent)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--chip)", border: "none", color: "var(--muted)", padding: "0 4px" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--green)" },
  { tag: [tags.number, tags.atom, tags.bool, tags.null], color: "var(--amber)" },
  { tag: tags.keyword, color: "var(--red)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(colours)];
