import { join } from "node:path";
import { DiagnosticsError } from "../constructs/diagnostic.ts";
import type { GeneratedValues } from "../templates/evaluation.ts";
import { keepOnce } from "./keep-once.ts";
import type { SecretKey } from "./secret-key.ts";
import { stateFolder } from "./state-folder.ts";

/**
 * Generated values in the state folder: a file each, encrypted, written once (invariant 7). Processes that draw the
 * same value at the same time all get the one that was kept.
 */
export function generatedValues(key: SecretKey, environment: NodeJS.ProcessEnv = process.env): GeneratedValues {
  const folder = join(stateFolder(environment), "generated");
  return {
    async get(project, variable, draw) {
      const file = join(folder, fileName(project), fileName(variable));
      const context = `${project}\0${variable}`;
      const kept = await keepOnce(file, () => key.encrypt(draw(), context));
      try {
        return key.decrypt(kept, context);
      } catch {
        throw unreadable(project, variable, file);
      }
    },
  };
}

/** Any text as the name of a file; never `.`, `..` or a path. */
function fileName(text: string): string {
  return encodeURIComponent(text).replaceAll(".", "%2E") || "%";
}

function unreadable(project: string, variable: string, file: string): DiagnosticsError {
  return new DiagnosticsError([
    {
      severity: "error",
      code: "generated-value-unreadable",
      message: `the value generated for variable "${variable}" of project "${project}" was encrypted with another key`,
      fix: `set ESPALIER_KEY to that key, or delete ${file} to draw a new value`,
    },
  ]);
}
