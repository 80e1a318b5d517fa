import { useCallback, useEffect, useState } from "react";
import { ProblemError } from "../../api/client/errors.ts";
import { client } from "../app/client.ts";
import type { Project } from "../app/project.tsx";
import type { Base } from "./session/session.ts";

export type Opening =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly problem: unknown }
  /** There is no definition yet. */
  | { readonly state: "empty" }
  | { readonly state: "ready"; readonly base: Base };

/** The definition that editing begins from, read once: what changes later is told, and taken over only when asked for. */
export function useOpening({ name: project, definitionVersion }: Project): {
  readonly opening: Opening;
  readonly again: () => void;
} {
  const isEmpty = definitionVersion === null;
  const [opening, setOpening] = useState<Opening>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads it again
  useEffect(() => {
    // What was begun on this page goes on there when it has become the definition.
    if (isEmpty) return setOpening({ state: "empty" });
    const abort = new AbortController();
    setOpening({ state: "loading" });
    readBase(project, abort.signal).then(
      (base) => !abort.signal.aborted && setOpening(base ? { state: "ready", base } : { state: "empty" }),
      (problem) => !abort.signal.aborted && setOpening({ state: "failed", problem }),
    );
    return () => abort.abort();
  }, [project, isEmpty, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return { opening, again };
}

/** The current definition; undefined when there is none. */
export async function readBase(project: string, signal?: AbortSignal): Promise<Base | undefined> {
  try {
    const init = { path: { project }, ...(signal && { signal }) };
    const { version, format, text } = await client.get("/projects/{project}/definition", init);
    return { version, format, text };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
