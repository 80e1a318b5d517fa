import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { environmentText } from "../environment-text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { allOf, printList, timeText, whoText } from "../platform/lists.ts";
import { requireTarget, type Target, type TargetOptions } from "../platform/target.ts";
import { shownPath } from "../show-diagnostics.ts";
import { ask, canAsk } from "../terminal/prompt.ts";
import { readVariables } from "../variables.ts";
import { writeOutputFile } from "../write-output-file.ts";

/** Lists the project's variables; nobody is shown the value of a secret. */
export async function envList(context: Context, options: TargetOptions): Promise<ExitCode> {
  const variables = await variablesOf(requireTarget(context, options));
  printList(
    context,
    variables,
    ["NAME", "VALUE", "SET BY", "AT"],
    ({ name, value, updatedBy, updatedAt }) => [name, value ?? "(secret)", whoText(updatedBy), timeText(updatedAt)],
    "no variables yet; set one with `espalier env set NAME=value`",
  );
  return EXIT.success;
}

interface PullOptions extends TargetOptions {
  readonly force?: boolean;
}

const STANDARD_FILE = ".env";

/** Writes the variables as NAME=value lines; secrets stay on the platform and are written as names only. */
export async function envPull(context: Context, options: PullOptions, named?: string): Promise<ExitCode> {
  const { output, cwd } = context;
  const target = requireTarget(context, options);
  const path = resolve(cwd, named ?? STANDARD_FILE);
  if (named !== "-" && existsSync(path) && !options.force) {
    throw usageError(`${shownPath(path, cwd)} is there already`, "name another file, - for stdout, or add --force");
  }
  const variables = await variablesOf(target);
  const text = environmentText(target.project, variables);
  if (named === "-") output.write(text);
  else {
    writeOutputFile(path, text);
    const secrets = variables.filter(({ secret }) => secret).length;
    const { talk, symbols } = output;
    output.say(`${talk.green(symbols.done)} ${variables.length - secrets} values are in ${shownPath(path, cwd)}`);
    if (secrets > 0)
      output.say(talk.dim(`  ${secrets} secrets stand there without a value: the platform gives none back`));
    if (output.json) output.document({ file: path, variables: variables.length - secrets, secrets });
  }
  return EXIT.success;
}

interface SetOptions extends TargetOptions {
  readonly secret?: boolean;
  readonly fromFile?: readonly string[];
}

/** Sets variables, all of them or none. A name alone is asked for, so that a secret is in no history of a shell. */
export async function envSet(context: Context, options: SetOptions, pairs: readonly string[]): Promise<ExitCode> {
  const target = requireTarget(context, options);
  const named = pairs.filter((pair) => !pair.includes("="));
  const given = readVariables(context.cwd, {
    var: pairs.filter((pair) => pair.includes("=")),
    ...(options.fromFile && { varFile: options.fromFile }),
  });
  const values = { ...given, ...(await askFor(context, named)) };
  if (Object.keys(values).length === 0) {
    throw usageError("nothing to set", "espalier env set NAME=value, or --from-file .env");
  }
  const set = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, ...(options.secret && { secret: true }) }]),
  );
  return change(context, target, { set });
}

/** Removes variables, all of them or none. */
export async function envUnset(context: Context, options: TargetOptions, names: readonly string[]): Promise<ExitCode> {
  return change(context, requireTarget(context, options), { remove: [...names] });
}

async function change(
  { output }: Context,
  { client, project }: Target,
  body: { set?: Record<string, { value: string; secret?: boolean }>; remove?: string[] },
): Promise<ExitCode> {
  const changes = await client.patch("/projects/{project}/variables", { path: { project }, body });
  const { talk, symbols } = output;
  const secrets = new Set(changes.secret);
  for (const what of ["added", "changed", "removed", "same"] as const) {
    const names = changes[what].map((name) => (secrets.has(name) ? `${name} (secret)` : name));
    if (names.length > 0)
      output.say(`${talk.green(symbols.done)} ${what === "same" ? "as before" : what}: ${names.join(", ")}`);
  }
  if (changes.added.length + changes.changed.length + changes.removed.length > 0) {
    output.say(talk.dim("what runs does not know of it yet; next: espalier up"));
  }
  if (output.json) output.document(changes);
  return EXIT.success;
}

async function askFor({ output }: Context, names: readonly string[]): Promise<Record<string, string>> {
  if (names.length > 0 && !canAsk(output)) {
    throw usageError(`${names[0]} has no value, and there is no terminal on which to ask for it`, "write NAME=value");
  }
  const answers: Record<string, string> = {};
  for (const name of names) answers[name] = await ask(output, { text: `${name}?`, secret: true });
  return answers;
}

async function variablesOf({ client, project }: Target) {
  return allOf(client.items("/projects/{project}/variables", { path: { project }, query: { limit: 100 } }));
}
