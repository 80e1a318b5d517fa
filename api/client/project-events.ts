import type { Schema } from "./types.ts";

type Who = Schema<"Who">;
type Update = Schema<"Update">;

/**
 * What `/projects/{project}/stream` tells, by the name of the event. `now` comes first and after every reconnection: who
 * compares it with what he has read knows whether something was missed. The others come when something has changed; they
 * say what to read anew, and by whom.
 */
export interface ProjectEvents {
  readonly now: {
    /** Null before the first. */
    readonly definition: number | null;
    readonly revision: number | null;
    readonly placement: number;
  };
  readonly definition: { readonly version: number; readonly savedBy: Who | null; readonly savedAt: string };
  readonly revision: { readonly number: number };
  readonly "change-set": {
    readonly id: string;
    readonly state: Schema<"ChangeSet">["state"];
    readonly version: number;
    readonly updatedBy: Who | null;
  };
  readonly update: Pick<Update, "id" | "zone" | "operation" | "revision" | "state">;
  readonly variables: Record<string, never>;
  readonly placement: { readonly version: number; readonly updatedBy: Who | null };
  /** Its description, tier, zones, members or roles. */
  readonly project: Record<string, never>;
  /** It is gone; nothing follows. */
  readonly end: Record<string, never>;
}
