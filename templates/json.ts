import type { Diagnosed } from "../constructs/diagnostic.ts";
import { parseJsonDefinition } from "./json-definition.ts";
import type { OpenDefinition } from "./open-definition.ts";
import { memberOf } from "./plain-value.ts";
import type { Source } from "./source.ts";
import { NO_VARIABLES } from "./variable.ts";

/** Opens a definition in JSON with comments. */
export async function openJson(source: Source): Promise<Diagnosed<OpenDefinition>> {
  const parsed = parseJsonDefinition(source);
  if (!parsed.value) return { diagnostics: parsed.diagnostics };
  const { value, locator } = parsed.value;
  return {
    value: {
      locator,
      variables: memberOf(value, "variables"),
      fillsBlanks: true,
      holdsReferences: false,
      names: async () => ({ project: memberOf(value, "project", "name"), network: memberOf(value, "network", "name") }),
      build: async () => ({ value: { value, secrets: NO_VARIABLES }, diagnostics: [] }),
      close: () => {},
    },
    diagnostics: parsed.diagnostics,
  };
}
