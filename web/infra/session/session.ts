import { history, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { Compartment, EditorState, type Extension, type StateEffect, Transaction } from "@codemirror/state";
import type { TextChange } from "../../../diagram/edits/text-change.ts";
import { initialStaged, type Staged, sameStaged, stagedOf, stagedVariables, stageVariable } from "./staged.ts";

export type SessionFormat = "json" | "jsonnet";

/** The definition that edits are made from. Version 0: there is none yet. */
export interface Base {
  readonly version: number;
  readonly format: SessionFormat;
  readonly text: string;
}

/** What shows the state as a code editor: CodeMirror's view. */
export interface SessionView {
  update(transactions: readonly Transaction[]): void;
}

export interface SessionEdit {
  readonly changes?: readonly TextChange[];
  readonly effects?: readonly StateEffect<unknown>[];
  /** Where the edit comes from: `diagram.rename`, `form.image`… */
  readonly userEvent: string;
  readonly selection?: { readonly anchor: number; readonly head?: number };
}

/**
 * The one truth of what is being edited: the definition's text and the staged variables, with one history over typing,
 * edits in the diagram and forms. It needs no DOM; a code editor may be attached to it and taken away again.
 */
export class Session {
  #state: EditorState;
  #base: Base;
  #view: SessionView | undefined;
  readonly #listeners = new Set<(transactions: readonly Transaction[]) => void>();
  readonly #looks = new Compartment();

  constructor(base: Base, draft: { readonly text: string; readonly staged: Staged } = { text: base.text, staged: {} }) {
    this.#base = base;
    this.#state = EditorState.create({
      doc: draft.text,
      extensions: [
        // Anything else would make the line endings of a text other ones: with this a text stays what it was, byte for byte.
        EditorState.lineSeparator.of("\n"),
        history({ minDepth: 500 }),
        stagedVariables,
        initialStaged(draft.staged),
        this.#looks.of([]),
      ],
    });
  }

  get state(): EditorState {
    return this.#state;
  }

  get base(): Base {
    return this.#base;
  }

  get text(): string {
    return this.#state.doc.toString();
  }

  get staged(): Staged {
    return stagedOf(this.#state);
  }

  /** Whether anything differs from the definition that it was begun from. */
  get isEdited(): boolean {
    return this.text !== this.#base.text || !sameStaged(this.staged, {});
  }

  get undoDepth(): number {
    return undoDepth(this.#state);
  }

  get redoDepth(): number {
    return redoDepth(this.#state);
  }

  /** One step of the history. Changes that change nothing are none. */
  edit({ changes = [], effects = [], userEvent, selection }: SessionEdit): void {
    if (changes.length === 0 && effects.length === 0) return;
    this.take([
      this.#state.update({
        changes: [...changes],
        effects: [...effects],
        userEvent,
        ...(selection && { selection }),
        annotations: isolateHistory.of("full"),
      }),
    ]);
  }

  /** Puts another text in the place of the present one, touching only what differs at its beginning and end. */
  replace(text: string, userEvent: string, effects: readonly StateEffect<unknown>[] = []): void {
    const change = narrowChange(this.text, text);
    this.edit({ changes: change ? [change] : [], effects, userEvent });
  }

  undo(): boolean {
    return undo({ state: this.#state, dispatch: (transaction) => this.take([transaction]) });
  }

  redo(): boolean {
    return redo({ state: this.#state, dispatch: (transaction) => this.take([transaction]) });
  }

  /** Selects a place in the text without an edit. */
  select(anchor: number, head = anchor): void {
    const { length } = this.#state.doc;
    const selection = { anchor: Math.min(anchor, length), head: Math.min(head, length) };
    this.take([this.#state.update({ selection, scrollIntoView: true, userEvent: "select" })]);
  }

  /** Edits are made from another definition now; the text stays what it is. */
  rebase(base: Base): void {
    this.#base = base;
    this.#tell([]);
  }

  /** What was edited has become the definition: its variables are stored, not staged. */
  settle(base: Base): void {
    this.#base = base;
    const effects = Object.keys(this.staged).map((name) => stageVariable.of({ name, to: undefined }));
    this.take([this.#state.update({ effects, annotations: Transaction.addToHistory.of(false) })]);
  }

  /** Shows another definition in the place of one that was not edited. */
  adopt(base: Base): void {
    const change = narrowChange(this.text, base.text);
    this.#base = base;
    this.take([
      this.#state.update({ ...(change && { changes: change }), annotations: Transaction.addToHistory.of(false) }),
    ]);
  }

  /** Attaches a code editor, with what it needs in the state; gives the way to take it away. */
  attach(looks: Extension, makeView: (state: EditorState) => SessionView): () => void {
    this.#configure(looks);
    const view = makeView(this.#state);
    this.#view = view;
    return () => {
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#configure([]);
    };
  }

  /** Transactions that follow each other on the present state: the only way in which it changes. */
  readonly take = (transactions: readonly Transaction[]): void => {
    const last = transactions.at(-1);
    if (!last) return;
    this.#state = last.state;
    this.#view?.update(transactions);
    this.#tell(transactions);
  };

  readonly subscribe = (listener: (transactions: readonly Transaction[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #configure(looks: Extension): void {
    this.#state = this.#state.update({
      effects: this.#looks.reconfigure(looks),
      annotations: Transaction.addToHistory.of(false),
    }).state;
  }

  #tell(transactions: readonly Transaction[]): void {
    for (const listener of this.#listeners) listener(transactions);
  }
}

/** Whether transactions have changed what is edited, and not only what is selected. */
export function editsSomething(transactions: readonly Transaction[]): boolean {
  return transactions.some(
    ({ docChanged, effects }) => docChanged || effects.some((effect) => effect.is(stageVariable)),
  );
}

/** The one change between two texts that leaves their common beginning and end alone. */
export function narrowChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let kept = 0;
  while (
    kept < most - from &&
    before.charCodeAt(before.length - 1 - kept) === after.charCodeAt(after.length - 1 - kept)
  )
    kept++;
  return { from, to: before.length - kept, insert: after.slice(from, after.length - kept) };
}
