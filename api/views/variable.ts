import type { Selectable } from "kysely";
import { z } from "zod";
import type { VariableTable } from "../database/tables.ts";
import { time, variableName } from "../operations/names.ts";
import { type Who, WhoView } from "./who.ts";

export const VariableView = z
  .strictObject({
    name: variableName,
    secret: z.boolean().describe("Its value is kept encrypted and shown to nobody."),
    value: z.string().optional().describe("Absent: it is a secret."),
    updatedBy: WhoView,
    updatedAt: time,
  })
  .meta({ id: "Variable" });

export const VariableChangesView = z
  .strictObject({
    added: z.array(z.string()),
    changed: z
      .array(z.string())
      .describe("Secrets that are set count as changed: their values are compared for nobody."),
    same: z.array(z.string()),
    removed: z.array(z.string()),
    secret: z.array(z.string()).describe("Those of the added and changed that are kept as secrets."),
  })
  .describe("Names of variables by what becomes of them.")
  .meta({ id: "VariableChanges" });

export function viewVariable(
  { name, secret, value, updated_by, updated_at }: Selectable<VariableTable>,
  who: ReadonlyMap<string, Who>,
): z.output<typeof VariableView> {
  return {
    name,
    secret,
    ...(!secret && value !== null && { value }),
    updatedBy: who.get(updated_by) as Who,
    updatedAt: updated_at.toISOString(),
  };
}
