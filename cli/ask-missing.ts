import { type Diagnostic, DiagnosticsError } from "../constructs/diagnostic.ts";
import type { Context } from "./context.ts";
import { ask, canAsk } from "./terminal/prompt.ts";

/**
 * Runs the work with the variables given; when variables without a value are all that is wrong with the definition, and there
 * is a person to ask, asks for them and runs it again.
 */
export async function askForMissing<T>(
  context: Context,
  file: string,
  given: Readonly<Record<string, string>>,
  work: (variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  try {
    return await work(given);
  } catch (error) {
    const names = canAsk(context.output) ? missingOnly(error) : undefined;
    if (!names) throw error;
    const shown = await namesToShow(file);
    const answers: Record<string, string> = {};
    for (const name of names) {
      answers[name] = await ask(context.output, {
        text: `${name}?`,
        secret: !shown.has(name),
        check: (answer) => (answer === "" ? "a value is needed" : undefined),
      });
    }
    return work({ ...given, ...answers });
  }
}

/** Names of the variables, when nothing else is wrong. */
function missingOnly(error: unknown): string[] | undefined {
  if (!(error instanceof DiagnosticsError)) return undefined;
  const errors = error.diagnostics.filter(({ severity }) => severity === "error");
  if (!errors.every(({ code }) => code === "missing-variable")) return undefined;
  return [...new Set(errors.flatMap(nameIn))];
}

/** Declared variables that are no secrets. What only comes up while building, as secrets in TypeScript do, is none of them. */
async function namesToShow(file: string): Promise<Set<string>> {
  const { readSource } = await import("../templates/source.ts");
  const { variablesOf } = await import("../templates/template-form.ts");
  const { value } = await readSource({ file });
  const declared = value ? [...(await variablesOf(value)).declared.values()] : [];
  return new Set(declared.filter(({ secret }) => !secret).map(({ name }) => name));
}

function nameIn({ path = [] }: Diagnostic): string[] {
  const name = path.at(-1);
  return typeof name === "string" ? [name] : [];
}
