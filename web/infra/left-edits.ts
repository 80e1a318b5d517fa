import { baseOf } from "./change-sets/use-resume.ts";
import type { Start } from "./infra-page.tsx";
import { readChangeSet } from "./ports.ts";
import type { Kept } from "./session/change-set.ts";

/** By project: what was at work when its Infra page was left, once all of it is kept. */
const left = new Map<string, Promise<Kept | undefined>>();

/** Remembers what is at work while somebody looks at another page of this tab. */
export function leaveEdits(project: string, kept: Promise<Kept | undefined>): void {
  left.set(
    project,
    kept.catch(() => undefined),
  );
}

export function hasLeftEdits(project: string): boolean {
  return left.has(project);
}

/** What to go on with; undefined when nothing was at work, or it was deployed or discarded meanwhile. */
export async function takeLeftEdits(project: string): Promise<Start | undefined> {
  const leaving = left.get(project);
  left.delete(project);
  const id = (await leaving)?.changeSet.id;
  if (id === undefined) return undefined;
  try {
    const kept = await readChangeSet(project, id);
    return kept.changeSet.state === "open" ? { kept, base: await baseOf(project, kept) } : undefined;
  } catch {
    // It is offered all the same, as any other that is open.
    return undefined;
  }
}
