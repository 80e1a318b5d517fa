import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { NONCE } from "../../app/nonce.ts";
import type { Session } from "../session/session.ts";
import { bracketFolding } from "./bracket-folding.ts";
import { definitionCompletion } from "./definition-completion.ts";
import { definitionHover } from "./definition-hover.ts";
import { definitionLanguage } from "./definition-language.ts";
import { definitionReader } from "./definition-reader.ts";
import { editorTheme } from "./editor-theme.ts";
import { lineEndings } from "./line-endings.ts";
import { partLines } from "./part-lines.ts";
import type { Schema } from "./schema.ts";
import { tabKey } from "./tab-key.ts";

export interface EditorOptions {
  readonly editable: boolean;
  readonly schema: Schema | undefined;
}

/** All that makes the code editor of a session: what it looks like, its keys and its help. */
export function editorSetup(session: Session, { editable, schema }: EditorOptions): Extension {
  const { format } = session.base;
  const reader = definitionReader(format);
  return [
    NONCE ? EditorView.cspNonce.of(NONCE) : [],
    editorTheme,
    definitionLanguage(format),
    lineEndings(session.text),
    lineNumbers(),
    lintGutter(),
    foldGutter({ openText: "▾", closedText: "▸" }),
    codeFolding(),
    bracketFolding,
    highlightSpecialChars(),
    drawSelection(),
    EditorView.lineWrapping,
    EditorState.allowMultipleSelections.of(true),
    indentOnInput(),
    indentUnit.of(usualIndent(session.text)),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    search({ top: true }),
    partLines,
    EditorView.contentAttributes.of({ "aria-label": "Definition", spellcheck: "false", tabindex: "0" }),
    editable
      ? [highlightActiveLine(), highlightActiveLineGutter()]
      : [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })],
    schema && editable
      ? autocompletion({
          override: [definitionCompletion(schema, reader)],
          icons: false,
          tooltipClass: () => "cm-completions",
        })
      : [],
    schema ? definitionHover(schema, reader) : [],
    editable ? tabKey() : [],
    keymap.of([
      { key: "Mod-z", run: () => session.undo() || true, preventDefault: true },
      { key: "Mod-Shift-z", run: () => session.redo() || true, preventDefault: true },
      { key: "Mod-y", run: () => session.redo() || true, preventDefault: true },
      ...closeBracketsKeymap,
      ...searchKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...defaultKeymap,
    ]),
  ];
}

function usualIndent(text: string): string {
  const first = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return first.startsWith("\t") ? "\t" : first.slice(0, 8);
}
