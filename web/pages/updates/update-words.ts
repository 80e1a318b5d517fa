import type { Schema } from "../../../api/client/types.ts";
import { isEnded } from "../../live/progress-words.ts";

type Update = Schema<"Update">;

/** `Revision 4 in sofia`, `Removal from sofia` */
export function updateTitle({ operation, revision, zone }: Pick<Update, "operation" | "revision" | "zone">): string {
  return operation === "destroy" ? `Removal from ${zone}` : `Revision ${revision} in ${zone}`;
}

/** `3 created, 1 updated`; undefined: nothing was written. */
export function resultText(result: Update["result"]): string | undefined {
  if (!result) return undefined;
  const counts = (["created", "updated", "replaced", "deleted"] as const).filter((key) => result[key] > 0);
  return counts.length > 0 ? counts.map((key) => `${result[key]} ${key}`).join(", ") : undefined;
}

/** A removal that has ended, and what was to be removed may still be there. */
export function hasNotRemoved({ operation, state }: Pick<Update, "operation" | "state">): boolean {
  return operation === "destroy" && isEnded(state) && state !== "succeeded" && state !== "unchanged";
}

/** What is under way first; otherwise as they are: newest first. */
export function runningFirst(updates: readonly Update[]): readonly Update[] {
  const rank = ({ state }: Update) => (state === "running" ? 0 : state === "waiting" ? 1 : 2);
  return updates.toSorted((one, other) => rank(one) - rank(other));
}
