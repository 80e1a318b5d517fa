import { basename } from "node:path";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { FormField } from "../../templates/template-form.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { checkProjectName, projectNameProblem } from "../project-name.ts";
import { refuseSecondDefinition } from "../refuse-second-definition.ts";
import { shownPath } from "../show-diagnostics.ts";
import { ask, canAsk, type Question } from "../terminal/prompt.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";
import { readVariables } from "../variables.ts";

interface InitOptions {
  readonly name?: string;
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
}

/** Starts a definition in the current folder. Nothing that is there is overwritten, and no secret is written. */
export async function init(context: Context, options: InitOptions, named?: string): Promise<ExitCode> {
  const { cwd, output } = context;
  refuseSecondDefinition(context);
  const given = readVariables(cwd, options);
  const { templateForm } = await import("../../templates/template-form.ts");
  const { instantiate } = await import("../../templates/instantiate.ts");
  const template = named ?? (await chooseTemplate(context));
  const fields = await templateForm(template);
  const name = checkProjectName(options.name) ?? (await chooseName(context));
  const asked = await fillBlanks(context, fields, given);
  const { value, diagnostics } = await instantiate(template, cwd, {
    variables: { ...asked, ...given },
    ...(name === undefined ? {} : { name }),
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  const secrets = fields.filter((field) => field.secret && field.required).map((field) => field.name);
  report(context, value.file, template, secrets);
  if (output.json) output.document({ file: value.file, template, secrets });
  return EXIT.success;
}

async function chooseTemplate({ output }: Context): Promise<string> {
  const { listTemplates } = await import("../../templates/catalog.ts");
  const { suggestion } = await import("../nearest.ts");
  const templates = listTemplates();
  const names = templates.map(({ name }) => name);
  if (!canAsk(output)) throw usageError("init needs the name of a template", `templates: ${names.join(", ")}`);
  for (const line of table(templates.map(({ name, title = "" }) => [`  ${output.talk.bold(name)}`, safeText(title)]))) {
    output.say(line);
  }
  return ask(output, {
    text: "Template?",
    default: names.includes("example") ? "example" : (names[0] ?? ""),
    check: (answer) => (names.includes(answer) ? undefined : suggestion(answer, names, "templates")),
  });
}

/** The folder's name is what most people want; where nobody can be asked the template's stays when it is none. */
async function chooseName({ cwd, output }: Context): Promise<string | undefined> {
  const fromFolder = basename(cwd)
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, "");
  const usable = projectNameProblem(fromFolder) === undefined ? fromFolder : undefined;
  if (!canAsk(output)) return usable;
  return ask(output, {
    text: "Name of the project?",
    check: projectNameProblem,
    ...(usable ? { default: usable } : {}),
  });
}

/** Secrets are not asked for: they are not written, so they are asked for when they are needed. */
async function fillBlanks(
  { output }: Context,
  fields: readonly FormField[],
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  if (!canAsk(output)) return answers;
  const { chooseValues } = await import("../../templates/variable-values.ts");
  const problemOf = (field: FormField, answer: string): string | undefined => {
    const declared = new Map([[field.name, field]]);
    const [problem] = chooseValues({ declared, broken: new Set() }, { [field.name]: answer }).diagnostics;
    return problem && [problem.message, problem.allowed].filter(Boolean).join("; allowed: ");
  };
  for (const field of fields.filter(({ name, secret }) => !secret && !(name in given))) {
    const fallback = field.default === undefined ? undefined : String(field.default);
    if (field.description) output.say(output.talk.dim(`  ${safeText(field.description)}`));
    const answer = await ask(
      output,
      questionOf(field, fallback, (text) => problemOf(field, text)),
    );
    if (answer !== "" && answer !== fallback) answers[field.name] = answer;
  }
  return answers;
}

function questionOf(
  { label, choices, required }: FormField,
  fallback: string | undefined,
  problemOf: (answer: string) => string | undefined,
): Question {
  const hint = choices ? ` ${choices.join(", ")}` : "";
  return {
    text: `${safeText(label)}?${safeText(hint)}`,
    ...(fallback === undefined ? {} : { default: fallback }),
    check: (answer) => {
      if (answer === "") return required ? "a value is needed" : undefined;
      return problemOf(answer);
    },
  };
}

function report({ cwd, output }: Context, file: string, template: string, secrets: readonly string[]): void {
  const { talk, symbols } = output;
  output.say(`${talk.green(symbols.done)} ${shownPath(file, cwd)} is written, from the template ${template}`);
  for (const name of secrets) {
    output.say(`  ${name} is secret and not written; preview and up ask for it, or give --var ${name}=…`);
  }
  output.say(talk.dim("  next: espalier validate, espalier zone up, espalier up"));
}
