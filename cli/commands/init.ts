import { basename } from "node:path";
import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import { stateFolder } from "../../engine/state-folder.ts";
import type { FormField } from "../../templates/template-form.ts";
import { askBlanks } from "../ask-blanks.ts";
import { chooseTemplate } from "../choose-template.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { sayCounts } from "../loss-summary.ts";
import { checkProjectName, projectNameProblem } from "../project-name.ts";
import { refuseSecondDefinition } from "../refuse-second-definition.ts";
import { sayBuilds } from "../say-builds.ts";
import { showDiagnostics, shownPath } from "../show-diagnostics.ts";
import { sayRows } from "../show-losses.ts";
import { sortImportDiagnostics } from "../sort-import-diagnostics.ts";
import { type TemplateDetails, templateDetails } from "../template-details.ts";
import { wrap } from "../terminal/display-width.ts";
import { ask, canAsk } from "../terminal/prompt.ts";
import { safeText } from "../terminal/safe-text.ts";
import { readVariables } from "../variables.ts";

interface InitOptions {
  /** Takes the default of every blank. */
  readonly yes?: boolean;
  readonly name?: string;
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
}

const NOTES_WIDTH = 100;

/** Starts a definition in the current folder. Nothing that is there is overwritten, and no secret is written. */
export async function init(context: Context, options: InitOptions, named?: string): Promise<ExitCode> {
  const { cwd, output, environment } = context;
  refuseSecondDefinition(context);
  const given = readVariables(cwd, options);
  const state = stateFolder(environment);
  const details = await templateDetails(named ?? (await chooseTemplate(context, state)), state);
  const { template, fields } = details;
  const name = checkProjectName(options.name) ?? (await chooseName(context, options.yes === true));
  const asked = options.yes ? {} : await askBlanks(context, fields, given);
  const { instantiate } = await import("../../templates/instantiate.ts");
  const { value, diagnostics } = await instantiate(template.name, cwd, {
    variables: { ...asked, ...given },
    state,
    ...(name === undefined ? {} : { name }),
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  const left = fields.filter(({ name, required, secret }) => required && (secret || !(name in given || name in asked)));
  report(context, value.file, { ...details, diagnostics }, left);
  if (output.json) output.document({ file: value.file, template: template.name, ...leftOut(left) });
  return EXIT.success;
}

function leftOut(left: readonly FormField[]): { secrets: string[]; needed: string[] } {
  const [secrets, needed] = [true, false].map((secret) =>
    left.filter((field) => field.secret === secret).map(({ name }) => name),
  ) as [string[], string[]];
  return { secrets, needed };
}

/** The folder's name is what most people want; where nobody can be asked the template's stays when it is none. */
async function chooseName({ cwd, output }: Context, yes: boolean): Promise<string | undefined> {
  const fromFolder = basename(cwd)
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, "");
  const usable = projectNameProblem(fromFolder) === undefined ? fromFolder : undefined;
  if (yes || !canAsk(output)) return usable;
  return ask(output, {
    text: "Name of the project?",
    check: projectNameProblem,
    ...(usable ? { default: usable } : {}),
  });
}

function report(
  { cwd, output }: Context,
  file: string,
  { template, losses = [], diagnostics }: TemplateDetails & { readonly diagnostics: readonly Diagnostic[] },
  left: readonly FormField[],
): void {
  const { talk, symbols } = output;
  const { builds, fixes, others } = sortImportDiagnostics(diagnostics, losses);
  showDiagnostics(output, others, cwd);
  const from = template.title ? `${safeText(template.title)} (${template.name})` : template.name;
  output.say(`${talk.green(symbols.done)} ${shownPath(file, cwd)} is written, from ${from}`);
  if (losses.length > 0) output.say(`  ${sayCounts(losses)}`);
  sayRows(output, losses, "unsupported", fixes);
  sayBuilds(output, builds);
  for (const { name, secret } of left) {
    const why = secret ? "is secret and not written" : "has no value yet";
    output.say(`  ${talk.bold(name)} ${why}: preview and up ask for it, or give --var ${name}=…`);
  }
  if (template.notes) {
    output.say();
    for (const line of wrap(safeText(template.notes), Math.min(output.columns, NOTES_WIDTH) - 1)) output.say(line);
  }
  output.say(talk.dim("\nnext: espalier diagram -o diagram.svg, espalier zone up, espalier up"));
}
