import type { Diagnosed, Diagnostic } from "../constructs/diagnostic.ts";
import { LineMap } from "./locator.ts";
import type { Source } from "./source.ts";
import { type Token, tokenize } from "./source-tokens.ts";

/** The only thing a definition may import. */
export const LIBRARY = "espalier.libsonnet";

/** Name of the external variable that holds the library: no variable of a definition can be called so. */
export const LIBRARY_VARIABLE = "(espalier)";

const IMPORTS: ReadonlySet<string> = new Set(["import", "importstr", "importbin"]);

/**
 * Refuses every import but that of our library, with a position, and writes that one as an external variable: libjsonnet
 * would open a file. Lines and columns after it stay as they are.
 */
export function resolveImports({ file, text }: Pick<Source, "file" | "text">): Diagnosed<string> {
  const lines = new LineMap(file, text);
  const tokens = tokenize(text, "jsonnet");
  const diagnostics: Diagnostic[] = [];
  let resolved = text;
  tokens.forEach((token, index) => {
    if (token.kind !== "name" || !IMPORTS.has(token.text)) return;
    const target = tokens[index + 1];
    if (token.text === "import" && target?.kind === "text" && target.text === LIBRARY) {
      resolved = replaceInPlace(resolved, token, target);
      return;
    }
    diagnostics.push({
      severity: "error",
      code: "import-refused",
      message: "a Jsonnet definition imports no files",
      position: lines.position(token.start),
      got: target?.kind === "text" ? `${token.text} ${JSON.stringify(target.text.slice(0, 60))}` : token.text,
      allowed: `import "${LIBRARY}"`,
      fix: "write what it holds into the definition, or use TypeScript",
    });
  });
  return { value: resolved, diagnostics };
}

/** The variable is shorter than the shortest import; the difference is filled up, and line ends in between are kept. */
function replaceInPlace(text: string, from: Token, to: Token): string {
  const variable = `std.extVar("${LIBRARY_VARIABLE}")`;
  const replaced = text.slice(from.start, to.end);
  const filling = replaced.slice(variable.length).replace(/[^\n]/g, " ");
  const lost = replaced.slice(0, variable.length).split("\n").length - 1;
  return text.slice(0, from.start) + variable + "\n".repeat(lost) + filling.slice(lost) + text.slice(to.end);
}
