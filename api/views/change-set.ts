import type { Selectable } from "kysely";
import { z } from "zod";
import type { ChangeSetTable } from "../database/tables.ts";
import { id, time } from "../operations/names.ts";
import { type Who, WhoView } from "./who.ts";

const facts = {
  id,
  state: z.enum(["open", "applied", "discarded"]),
  comment: z.string(),
  baseVersion: z.int().describe("Version of the definition that it was begun from."),
  revision: z.int().nullable().describe("The revision it became."),
  createdBy: WhoView,
  updatedBy: WhoView,
  createdAt: time,
  updatedAt: time,
};

export const ChangeSetView = z.strictObject(facts).meta({ id: "ChangeSet" });

export const ChangeSetDetail = z
  .strictObject({
    ...facts,
    definition: z.strictObject({ format: z.enum(["json", "jsonnet"]), text: z.string() }),
    variables: z.strictObject({
      set: z.array(
        z.strictObject({
          name: z.string(),
          secret: z.boolean(),
          value: z.string().optional().describe("Never of a secret."),
        }),
      ),
      remove: z.array(z.string()),
    }),
  })
  .meta({ id: "ChangeSetDetail" });

/** Columns that `changeSetView` needs: text and variables are large. */
export const CHANGE_SET_COLUMNS = [
  "id",
  "state",
  "comment",
  "base_version",
  "revision",
  "created_by",
  "updated_by",
  "created_at",
  "updated_at",
] as const;

type ChangeSetRow = Pick<Selectable<ChangeSetTable>, (typeof CHANGE_SET_COLUMNS)[number]>;

/** @param who as `tellWho` tells of `created_by` and `updated_by` */
export function changeSetView(row: ChangeSetRow, who: ReadonlyMap<string, Who>) {
  return {
    id: row.id,
    state: row.state,
    comment: row.comment,
    baseVersion: row.base_version,
    revision: row.revision,
    createdBy: who.get(row.created_by) as Who,
    updatedBy: who.get(row.updated_by) as Who,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function changeSetDetail(row: Selectable<ChangeSetTable>, who: ReadonlyMap<string, Who>) {
  const set = row.variables.filter(({ value, encrypted }) => value !== undefined || encrypted !== undefined);
  const remove = row.variables.filter((variable) => !set.includes(variable)).map(({ name }) => name);
  return {
    ...changeSetView(row, who),
    definition: { format: row.format, text: row.text },
    variables: {
      set: set.map(({ name, secret, value }) => ({ name, secret, ...(!secret && value !== undefined && { value }) })),
      remove,
    },
  };
}
