import type { Diagnosed } from "../constructs/diagnostic.ts";
import { openJson } from "./json.ts";
import { openJsonnet } from "./jsonnet.ts";
import type { OpenDefinition } from "./open-definition.ts";
import type { Source } from "./source.ts";
import { openTypeScript, type TypeScriptInput } from "./typescript.ts";

/** Opens a definition the way its format asks for. Whoever opens it closes it. */
export function openSource(source: Source, input: TypeScriptInput): Promise<Diagnosed<OpenDefinition>> {
  switch (source.format) {
    case "json":
      return openJson(source);
    case "jsonnet":
      return openJsonnet(source, input.signal);
    case "typescript":
      return openTypeScript(source, input);
  }
}
