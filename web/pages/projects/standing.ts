import type { Schema } from "../../../api/client/types.ts";

type ListedProject = Schema<"ListedProject">;
type Listed = Pick<ListedProject, "state" | "revision"> & {
  readonly zones: readonly string[];
  readonly updates: readonly Pick<ListedProject["updates"][number], "zone" | "operation" | "state">[];
};
type UpdateState = Schema<"Update">["state"];

export interface Standing {
  /** As `StateBadge` knows it. */
  readonly state: string;
  readonly text: string;
  /** Something is under way: it changes by itself. */
  readonly moving: boolean;
}

/** What a project's last updates come to, the one that matters most first. */
const WEIGHT: readonly (readonly [UpdateState, up: string, destroy: string])[] = [
  ["failed", "update failed", "removal failed"],
  ["not-ready", "not ready", "removal not finished"],
  ["running", "updating", "being removed"],
  ["waiting", "update waits", "removal waits"],
  ["cancelled", "update cancelled", "removal cancelled"],
  ["superseded", "update superseded", "removal superseded"],
  ["succeeded", "deployed", "removed"],
  ["unchanged", "deployed", "removed"],
];

/** How a project stands, in one word for its card: of several zones, the one that needs a look. */
export function standingOf({ state, revision, updates, zones }: Listed): Standing {
  const moving =
    state === "deleting" || updates.some((update) => update.state === "running" || update.state === "waiting");
  if (state === "deleting") return { state, text: "deleting", moving };
  for (const [wanted, up, destroy] of WEIGHT) {
    const found = updates.filter((update) => update.state === wanted);
    const first = found[0];
    if (!first) continue;
    const words = first.operation === "up" ? up : destroy;
    const where = found.length === Math.max(zones.length, updates.length) ? "" : ` in ${placesOf(found)}`;
    const shown = first.operation === "destroy" && /^(succeeded|unchanged)$/.test(wanted) ? "stopped" : wanted;
    return { state: shown, text: words + where, moving };
  }
  return { state: "open", text: revision === null ? "not deployed" : "deployed nowhere", moving };
}

function placesOf(updates: readonly { readonly zone: string }[]): string {
  const [first] = updates;
  return updates.length === 1 ? (first?.zone ?? "") : `${updates.length} zones`;
}
