import type { Schema } from "../../../api/client/types.ts";

type ZonePlan = Schema<"ZonePlan">;

const DONE = { create: "created", update: "changed", replace: "replaced", delete: "deleted" } as const;
/** More zones than this are counted instead of named. */
const MOST_NAMES = 3;

/** What deploying does to objects, in sentences; several zones are told apart, those that cannot be planned left out. */
export function planSentences(plan: readonly ZonePlan[]): string {
  const planned = plan.filter(isPlanned);
  if (planned.length === 0) return plan.length > 0 ? "What it changes is not known." : "No object is changed.";
  const told = new Map<string, string[]>();
  for (const zone of planned) {
    const words = objectsOf(zone);
    told.set(words, [...(told.get(words) ?? []), zone.zone]);
  }
  const [first] = told.keys();
  if (plan.length === 1) return `${first || "No object is changed"}.`;
  return [...told]
    .toSorted(([one], [other]) => Number(one === "") - Number(other === ""))
    .map(([words, zones]) => `In ${zonesInWords(zones)}: ${words || "nothing changes"}.`)
    .join(" ");
}

/** How the definition stands to what runs: `2 parts change in sofia`, `Nothing would change`. */
export function planInShort(plan: readonly ZonePlan[], parts: number): string {
  const away = plan.filter((zone) => !isPlanned(zone)).map(({ zone }) => zone);
  if (parts === 0) return away.length > 0 ? `No plan for ${zonesInWords(away)}` : "Nothing would change";
  const changed = plan.filter(({ changes }) => changes.length > 0).map(({ zone }) => zone);
  return `${parts} ${parts === 1 ? "part changes" : "parts change"}${whereInWords(changed, plan.length)}`;
}

function isPlanned({ errors }: ZonePlan): boolean {
  return errors.length === 0;
}

/** `2 objects are created, 1 object is deleted`; empty when nothing changes. */
function objectsOf({ changes, moreChanges }: ZonePlan): string {
  const told = Object.entries(DONE).flatMap(([operation, word]) => {
    const count = changes.filter((change) => change.operation === operation).length;
    return count > 0 ? [`${count} ${count === 1 ? "object is" : "objects are"} ${word}`] : [];
  });
  return [...told, ...(moreChanges > 0 ? [`and ${moreChanges} more`] : [])].join(", ");
}

/** ` in sofia and plovdiv`; empty when it is in all of the zones that are planned for. */
export function whereInWords(zones: readonly string[], all: number): string {
  return zones.length > 0 && zones.length < all ? ` in ${zonesInWords(zones)}` : "";
}

function zonesInWords(zones: readonly string[]): string {
  if (zones.length > MOST_NAMES) return `${zones.length} zones`;
  return [zones.slice(0, -1).join(", "), zones.at(-1)].filter(Boolean).join(" and ");
}
