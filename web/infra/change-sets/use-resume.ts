import { useCallback } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import { client } from "../../app/client.ts";
import { useProject } from "../../app/project.tsx";
import type { Kept } from "../session/change-set.ts";
import type { Base } from "../session/session.ts";
import { readBase } from "../use-opening.ts";

/** Goes on with a change set, also with one that was begun from an older definition than the current one. */
export function useResume(onResume: (kept: Kept, base: Base) => void): (kept: Kept) => Promise<void> {
  const { name } = useProject();
  return useCallback(async (kept) => onResume(kept, await baseOf(name, kept)), [name, onResume]);
}

/** The definition that a change set was begun from, in the format that it is edited in now. */
export async function baseOf(project: string, { changeSet }: Kept): Promise<Base> {
  const { baseVersion: version, definition } = changeSet;
  const { format } = definition;
  if (version === 0) return { version, format, text: "" };
  // Of what is not kept any more it cannot be told what was edited: all that differs from the current one counts as that.
  const base = (await readVersion(project, version)) ?? (await readBase(project));
  return { version, format, text: base?.text ?? "" };
}

/** Undefined when it is not kept any more. */
async function readVersion(project: string, version: number): Promise<{ readonly text: string } | undefined> {
  try {
    return await client.get("/projects/{project}/definition/versions/{version}", { path: { project, version } });
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
