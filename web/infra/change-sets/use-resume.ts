import { applyPatch, parsePatch, reversePatch } from "diff";
import { useCallback } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import { client } from "../../app/client.ts";
import { useProject } from "../../app/project.tsx";
import type { Kept } from "../session/change-set.ts";
import type { Base } from "../session/session.ts";
import { readBase } from "../use-opening.ts";

/** Goes on with a change set, also with one that was begun from an older definition than the current one. */
export function useResume(onResume: (kept: Kept, base: Base) => void): (kept: Kept) => void {
  const { name } = useProject();
  return useCallback(
    (kept) => {
      void baseOf(name, kept).then((base) => onResume(kept, base));
    },
    [name, onResume],
  );
}

/** The definition that a change set was begun from. */
export async function baseOf(project: string, { changeSet }: Kept): Promise<Base> {
  const { baseVersion: version, definition } = changeSet;
  const { format } = definition;
  const current = await readBase(project);
  if (!current || current.version === version) return { version, format, text: current?.text ?? "" };
  const difference = await differenceSince(project, version, changeSet.definition);
  const [patch] = difference === undefined ? [] : parsePatch(difference);
  const text = patch && applyPatch(current.text, reversePatch(patch));
  // What is not kept any more cannot be told apart: then all of the text counts as edited.
  return { version, format, text: typeof text === "string" ? text : current.text };
}

/** A save that is based on an older definition is refused, and told what has changed since: versions only ever grow. */
async function differenceSince(
  project: string,
  version: number,
  body: Kept["changeSet"]["definition"],
): Promise<string | undefined> {
  try {
    await client.put("/projects/{project}/definition", { path: { project }, body, ifMatch: `"${version}"` });
    return undefined;
  } catch (error) {
    const changed = error instanceof ProblemError ? error.changed : undefined;
    const { difference } = (changed ?? {}) as { difference?: string | null };
    return difference ?? undefined;
  }
}
