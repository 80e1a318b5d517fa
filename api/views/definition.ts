import type { Selectable } from "kysely";
import { z } from "zod";
import type { ProjectSpec } from "../../constructs/spec.ts";
import { LIMIT } from "../../templates/limits.ts";
import type { DefinitionTable } from "../database/tables.ts";
import { anyText, time } from "../operations/names.ts";
import { DiagnosticView } from "./diagnostic.ts";
import { TreeView } from "./tree.ts";
import { type Who, WhoView } from "./who.ts";

const format = z
  .enum(["json", "jsonnet"])
  .describe("json: JSON with comments. jsonnet: a program, evaluated within bounds, that imports no files.");

/** A definition as a request gives it. */
export const definitionInput = z
  .strictObject({
    format,
    text: anyText(LIMIT.sourceBytes).min(1).describe("At most 1 MiB."),
  })
  .meta({ id: "DefinitionInput" });

export const DefinitionView = z
  .strictObject({
    version: z.int().describe("Counts from 1; also the ETag."),
    format,
    text: z.string(),
    savedBy: WhoView,
    savedAt: time,
  })
  .meta({ id: "Definition" });

export const SavedDefinitionView = z
  .strictObject({
    version: z.int(),
    diagnostics: z.array(DiagnosticView).describe("Warnings and notes."),
    missing: z.array(z.string()).describe("Names of variables that need a value before it can be deployed."),
  })
  .meta({ id: "SavedDefinition" });

export const CheckedDefinitionView = z
  .strictObject({
    valid: z.boolean().describe("Whether it could be saved."),
    diagnostics: z.array(DiagnosticView),
    missing: z.array(z.string()).describe("Names of variables that need a value before it can be deployed."),
    tree: TreeView.nullable().describe("What it would make; null when it has errors."),
    spec: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(
        "The spec it evaluates to, with all blanks filled in: `ProjectSpec` of the package. A secret stands as ⟦secret:name⟧. Null when it has errors.",
      ),
    removes: z
      .strictObject({ containers: z.array(z.string()), volumes: z.array(z.string()) })
      .describe("What of the current definition it leaves out."),
  })
  .meta({ id: "CheckedDefinition" });

export function definitionView(row: Selectable<DefinitionTable>, who: ReadonlyMap<string, Who>) {
  const { version, format, text, saved_by, saved_at } = row;
  return { version, format, text, savedBy: who.get(saved_by) as Who, savedAt: saved_at.toISOString() };
}

export function viewSpec(spec: ProjectSpec | undefined): Record<string, unknown> | null {
  return spec ? { ...spec } : null;
}
