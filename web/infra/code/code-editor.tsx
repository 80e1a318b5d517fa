import { setDiagnostics } from "@codemirror/lint";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import { sentence } from "../../ui/problem.tsx";
import type { PlacedFinding } from "../session/problem-places.ts";
import type { Session } from "../session/session.ts";
import styles from "./code-editor.module.css";
import { editorSetup } from "./editor-setup.ts";
import { showPartLines } from "./part-lines.ts";
import type { Schema } from "./schema.ts";

export interface CodeEditorProps {
  readonly session: Session;
  readonly editable: boolean;
  readonly findings: readonly PlacedFinding[];
  /** Lines of what is selected. They are scrolled to when the selection was made elsewhere. */
  readonly part: { readonly from: number; readonly to: number } | undefined;
  readonly onCursor: (offset: number) => void;
}

/** The code view of a session. */
export default function CodeEditor({ session, editable, findings, part, onCursor }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView>();
  const cursor = useRef(onCursor);
  cursor.current = onCursor;

  useEffect(() => {
    let isGone = false;
    let detach = () => {};
    void loadSchema().then((schema) => {
      if (isGone || !place.current) return;
      const parent = place.current;
      const tellCursor = EditorView.updateListener.of(({ transactions, state, selectionSet, view }) => {
        const isOwn = transactions.some((one) => one.isUserEvent("select.pointer") || one.isUserEvent("input"));
        if ((selectionSet && view.hasFocus) || isOwn) cursor.current(state.selection.main.head);
      });
      detach = session.attach([editorSetup(session, { editable, schema }), tellCursor], (state) => {
        const made = new EditorView({ state, parent, dispatchTransactions: session.take });
        setView(made);
        return made;
      });
    });
    return () => {
      isGone = true;
      detach();
      setView((last) => {
        last?.destroy();
        return undefined;
      });
    };
  }, [session, editable]);

  useEffect(() => {
    if (!view) return;
    const { length } = view.state.doc;
    const shown = findings
      .filter(({ finding, from }) => from <= length && (finding.position || finding.path))
      .map(({ finding, from, to }) => ({
        from,
        to: Math.min(Math.max(to, from), length),
        severity: finding.severity === "note" ? ("info" as const) : finding.severity,
        message: [sentence(finding.message), finding.fix && sentence(finding.fix)].filter(Boolean).join(" "),
      }));
    view.dispatch(setDiagnostics(view.state, shown));
  }, [view, findings]);

  const [from, to] = [part?.from, part?.to];
  useEffect(() => {
    if (!view) return;
    const range = from !== undefined && to !== undefined && to <= view.state.doc.length ? { from, to } : undefined;
    const scroll = range && !view.hasFocus ? [EditorView.scrollIntoView(range.from, { y: "start", yMargin: 48 })] : [];
    view.dispatch({ effects: [showPartLines.of(range), ...scroll] });
  }, [view, from, to]);

  return <div ref={place} className={styles.editor} />;
}

let loading: Promise<Schema | undefined> | undefined;

/** Large, and only a help: without it one can edit, too. */
function loadSchema(): Promise<Schema | undefined> {
  loading ??= import("../../../templates/definition.schema.json").then(
    (module) => module.default as unknown as Schema,
    () => undefined,
  );
  return loading;
}
