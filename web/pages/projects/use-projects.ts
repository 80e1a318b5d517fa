import type { Schema } from "../../../api/client/types.ts";
import { type List, useList } from "../../app/list.tsx";
import { matches } from "../../app/matches.ts";
import type { Filter } from "../../app/use-filter.ts";
import { standingOf } from "./standing.ts";

type Listed = Schema<"ListedProject">;

/** What the platform searches for. */
const SEARCHABLE = /^[A-Za-z0-9_-]{1,63}$/;
/** In ms: how often it is looked again while something is under way. */
const LOOK_AGAIN = 4_000;

export interface Projects {
  /** All of them, as far as they were read; what is shown of them more when asked for. */
  readonly list: List<Listed>;
  /** Those that the filter lets through. */
  readonly found: readonly Listed[];
  /** Searching is under way, at the platform. */
  readonly searching: boolean;
  readonly problem: unknown;
}

/** One's projects, and those that a filter lets through: found here when all were read, else by the platform. */
export function useProjects({ search, tag, active }: Filter): Projects {
  const every = (items: readonly Listed[]) => (items.some((one) => standingOf(one).moving) ? LOOK_AGAIN : false);
  const all = useList("/projects", { query: { limit: 100 } }, { every });
  const words = search.trim();
  const ask = active && all.more !== undefined && (words === "" || SEARCHABLE.test(words));
  const query = { limit: 100, ...(words !== "" && { search: words }), ...(tag !== "" && { tag }) };
  const asked = useList("/projects", { query }, { enabled: ask, every });
  if (ask) {
    const list = { ...all, more: asked.more, busy: asked.busy };
    return { list, found: asked.items, searching: asked.pending, problem: asked.problem };
  }
  const found = all.items.filter(({ name, description, tags }) =>
    matches({ words: [name, description], tags }, { search: words, tag }),
  );
  return { list: all, found, searching: false, problem: undefined };
}
