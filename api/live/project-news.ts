import type { ProjectEvents } from "../client/project-events.ts";
import type { Who } from "../views/who.ts";
import type { ProjectSnapshot } from "./project-snapshot.ts";

export type ProjectEvent = {
  [Name in keyof ProjectEvents]: { readonly event: Name; readonly data: ProjectEvents[Name] };
}[keyof ProjectEvents];

export function nowOf({ definition, revision, placement }: ProjectSnapshot): ProjectEvent {
  return { event: "now", data: { definition: definition || null, revision: revision || null, placement } };
}

/** What has changed between two moments of a project, in the order in which one thing leads to the next. */
export function newsBetween(
  before: ProjectSnapshot,
  after: ProjectSnapshot,
  who: ReadonlyMap<string, Who>,
): ProjectEvent[] {
  const by = (name: string | null) => (name === null ? null : (who.get(name) ?? null));
  const { definition, saved_by, saved_at, revision, placement, placed_by } = after;
  const news: ProjectEvent[] = [];
  if (definition !== before.definition && saved_at !== null) {
    const savedAt = new Date(saved_at).toISOString();
    news.push({ event: "definition", data: { version: definition, savedBy: by(saved_by), savedAt } });
  }
  if (after.variables !== before.variables) news.push({ event: "variables", data: {} });
  const sets = new Map(before.change_sets.map(({ id, version }) => [id, version]));
  for (const { id, state, version, updated_by } of after.change_sets.toReversed()) {
    if (sets.get(id) === version) continue;
    news.push({ event: "change-set", data: { id, state, version, updatedBy: by(updated_by) } });
  }
  if (revision !== before.revision) news.push({ event: "revision", data: { number: revision } });
  const states = new Map(before.updates.map(({ id, state }) => [id, state]));
  for (const { id, zone, operation, revision: deployed, state } of after.updates.toReversed()) {
    if (states.get(id) === state) continue;
    news.push({ event: "update", data: { id, zone, operation, revision: deployed, state } });
  }
  if (placement !== before.placement)
    news.push({ event: "placement", data: { version: placement, updatedBy: by(placed_by) } });
  if (after.about !== before.about) news.push({ event: "project", data: {} });
  return news;
}

/** Names of callers that the news of a snapshot may tell of. */
export function callersIn({ saved_by, placed_by, change_sets }: ProjectSnapshot): Set<string> {
  const names = [saved_by, placed_by, ...change_sets.map(({ updated_by }) => updated_by)];
  return new Set(names.filter((name) => name !== null));
}
