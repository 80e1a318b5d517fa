import type { FormField } from "../templates/template-form.ts";
import type { Context } from "./context.ts";
import { ask, canAsk, type Question } from "./terminal/prompt.ts";
import { safeText } from "./terminal/safe-text.ts";

const LONGEST_PATTERN = 40;

/**
 * Asks for the blanks of a template one by one; an answer that does not fit is asked for again, with what is wrong. Secrets are
 * not asked for: they are not written, so they are asked for when they are needed. No answers where nobody can be asked.
 */
export async function askBlanks(
  { output }: Context,
  fields: readonly FormField[],
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  if (!canAsk(output)) return answers;
  const { chooseValues } = await import("../templates/variable-values.ts");
  const problemOf = (field: FormField, answer: string): string | undefined => {
    const declared = new Map([[field.name, field]]);
    const [problem] = chooseValues({ declared, broken: new Set() }, { [field.name]: answer }).diagnostics;
    if (!problem) return undefined;
    return problem.code === "wrong-format"
      ? formInWords(field)
      : [problem.message, problem.allowed].filter(Boolean).join(": ");
  };
  const asked = fields.filter(({ name, secret }) => !secret && !(name in given));
  for (const [index, field] of asked.entries()) {
    output.say(`${output.talk.dim(`${index + 1}/${asked.length}`)} ${output.talk.bold(safeText(field.label))}`);
    for (const line of helpOf(field)) output.say(output.talk.dim(`    ${safeText(line)}`));
    const answer = await ask(
      output,
      questionOf(field, (text) => problemOf(field, text)),
    );
    if (answer !== "" && answer !== defaultOf(field)) answers[field.name] = answer;
  }
  return answers;
}

function helpOf({ description, choices, example, default: value }: FormField): string[] {
  return [
    ...(description ? [description] : []),
    ...(choices ? [`one of ${choices.join(", ")}`] : []),
    ...(example === undefined || value !== undefined ? [] : [`such as ${example}`]),
  ];
}

function questionOf(field: FormField, problemOf: (answer: string) => string | undefined): Question {
  const fallback = defaultOf(field);
  return {
    text: `    ${field.name}?`,
    ...(fallback === undefined ? {} : { default: fallback }),
    check: (answer) => {
      if (answer === "") return field.required ? "  a value is needed" : undefined;
      const problem = problemOf(answer);
      return problem === undefined ? undefined : `  ${safeText(problem)}`;
    },
  };
}

/** A regular expression says little to most people: the example does, which is shown where there is no default. */
function formInWords({ pattern = "", default: value }: FormField): string {
  const like = value === undefined ? "" : `, such as ${value}`;
  const exact = pattern.length > LONGEST_PATTERN ? "" : ` (pattern ${pattern})`;
  return `that is not of the form that is wanted${like}${exact}`;
}

function defaultOf({ default: value }: FormField): string | undefined {
  return value === undefined ? undefined : String(value);
}
