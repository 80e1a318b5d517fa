import { randomUUID } from "node:crypto";
import type { Diagnostic, Position, ValuePath } from "../../constructs/diagnostic.ts";
import { evaluate } from "../evaluate.ts";
import { EXAMPLE_ZONE } from "../example-zone.ts";
import { declareVariables } from "../variable.ts";
import type { DefinitionValue } from "./importer.ts";

/** Stands in for a blank: it can be a host name, a tag, an image, a word. */
const DUMMY = "value.example.com";

/**
 * What our own evaluation has against a draft. Its blanks are filled with anything; patterns are left out, since nobody
 * can tell what matches one. A finding is a mistake of the importer, and ends as a diagnostic all the same.
 *
 * @param placeOf where in the input stands what became of a part of the definition
 */
export async function checkDraft(
  definition: DefinitionValue,
  placeOf: (path: ValuePath) => Position,
): Promise<Diagnostic[]> {
  const { variables: given = {}, ...rest } = definition;
  const variables = Object.fromEntries(Object.entries(given).map(([name, one]) => [name, withoutPattern(one)]));
  const declared = [...declareVariables(variables).value.declared.values()];
  const blank = declared.filter((one) => one.default === undefined && one.generate === undefined);
  const values = blank.map(({ name, type, example, choices, minimum }) => [
    name,
    String(example ?? choices?.[0] ?? (type === "number" ? (minimum ?? 1) : type === "boolean" ? true : DUMMY)),
  ]);
  const { diagnostics } = await evaluate({
    file: `/${randomUUID()}.json`,
    text: JSON.stringify({ ...rest, variables }),
    zone: EXAMPLE_ZONE,
    variables: Object.fromEntries(values),
    generated: { get: async (_project, _variable, drawn) => drawn() },
  });
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ position: _, ...diagnostic }) => ({
      ...diagnostic,
      code: "draft-refused",
      message: `the definition that it becomes is not accepted: ${diagnostic.message}`,
      position: placeOf(diagnostic.path ?? []),
    }));
}

function withoutPattern(declaration: unknown): unknown {
  if (typeof declaration !== "object" || declaration === null) return declaration;
  const { pattern: _, ...rest } = declaration as { pattern?: unknown };
  return rest;
}
