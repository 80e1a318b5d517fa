import type { Position, ValuePath } from "../../constructs/diagnostic.ts";
import { parseJsonDefinition } from "../../templates/json-definition.ts";
import { literalLocator } from "../../templates/literal-locator.ts";
import type { DefinitionFormat } from "../database/tables.ts";

/** Where the value at a path stands in a definition's text, or the nearest that is written around it. */
export function locate(
  file: string,
  { format, text }: { readonly format: DefinitionFormat; readonly text: string },
  path: ValuePath,
): Position {
  if (format === "jsonnet") return literalLocator(file, text, "jsonnet").value(path);
  return parseJsonDefinition({ file, text }).value?.locator.value(path) ?? { file, line: 1, column: 1 };
}
