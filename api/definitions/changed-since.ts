import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { tellWho } from "../identity/who.ts";
import type { Who } from "../views/who.ts";
import { evaluationThreads } from "./evaluation-threads.ts";

/** What a write is told that was made from an older definition. */
export interface ChangedDefinition {
  readonly version: number;
  readonly savedBy: Who | null;
  readonly savedAt: string | null;
  /** Unified diff from the writer's definition to the current one; null when the writer's is no longer kept. */
  readonly difference: string | null;
}

/** What has become of a project's definition since somebody read the one with the number `seen`. */
export async function changedSince(
  database: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
  seen: number | undefined,
): Promise<ChangedDefinition> {
  const { id, definitionVersion: version } = project;
  const rows = await database
    .selectFrom("definitions")
    .select(["version", "format", "text", "saved_by", "saved_at"])
    .where("project_id", "=", id)
    .where("version", "in", [version, ...(seen === undefined ? [] : [seen])])
    .execute();
  const current = rows.find((row) => row.version === version);
  const base = rows.find((row) => row.version === seen);
  if (!current) return { version, savedBy: null, savedAt: null, difference: null };
  const who = await tellWho(database, [current.saved_by]);
  const title = (row: typeof current) => `espalier.${row.format} (version ${row.version})`;
  return {
    version,
    savedBy: who.get(current.saved_by) ?? null,
    savedAt: current.saved_at.toISOString(),
    difference: base
      ? await evaluationThreads.difference(id, base.text, current.text, [title(base), title(current)])
      : null,
  };
}
