import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { type InfraEdit, type MadeEdits, makeEdits } from "./session/diagram-edits.ts";
import type { Finding } from "./session/problem-places.ts";
import { editsSomething } from "./session/session.ts";
import { useWorkspace } from "./use-workspace.ts";

/** Edits, or what works them out and throws `EditError` where there are none. */
type Wanted = InfraEdit | readonly InfraEdit[] | (() => InfraEdit);

export interface Edits {
  /** Resolves to what was made, `undefined` when it could not be done; why not, and what else it did, is told on the page. */
  readonly run: (edits: Wanted, from?: "diagram" | "form") => Promise<MadeEdits | undefined>;
  readonly notes: readonly Finding[];
  readonly problem: unknown;
  readonly forget: () => void;
  /** What could not be done is of no use any more where something else is asked for. */
  readonly forgetProblem: () => void;
}

const Context = createContext<Edits | undefined>(undefined);

export function useEdits(): Edits {
  const edits = useContext(Context);
  if (!edits) throw new Error("nothing is edited here");
  return edits;
}

/** Edits in the diagram and in forms, one after the other. */
export function EditsProvider({ children }: { readonly children: ReactNode }) {
  const { session, checks } = useWorkspace();
  const [notes, setNotes] = useState<readonly Finding[]>([]);
  const [problem, setProblem] = useState<unknown>();
  const forget = useCallback(() => {
    setNotes([]);
    setProblem(undefined);
  }, []);
  const forgetProblem = useCallback(() => setProblem(undefined), []);
  // What was said of an edit is of no use any more when something else was edited, or it was undone.
  useEffect(() => session.subscribe((transactions) => editsSomething(transactions) && forget()), [session, forget]);
  const run = useCallback<Edits["run"]>(
    async (edits, from = "diagram") => {
      forget();
      try {
        const found = typeof edits === "function" ? edits() : edits;
        const made = await makeEdits(session, checks?.state, "kind" in found ? [found] : found, from);
        setNotes(made.notes);
        return made;
      } catch (error) {
        setProblem(error);
        return undefined;
      }
    },
    [session, checks, forget],
  );
  const value = useMemo(
    () => ({ run, notes, problem, forget, forgetProblem }),
    [run, notes, problem, forget, forgetProblem],
  );
  return <Context value={value}>{children}</Context>;
}
