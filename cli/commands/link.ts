import { basename, join } from "node:path";
import { acceptableName } from "../../constructs/dns-name.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { definitionIn } from "../find-definition.ts";
import { chooseProject } from "../platform/choose-project.ts";
import { type HeldDefinition, heldDefinition } from "../platform/held-definition.ts";
import { findLink, folderOf, removeLink, writeLink } from "../platform/link-file.ts";
import { readLocalDefinition } from "../platform/local-definition.ts";
import { connectServer, type Server, type ServerOptions } from "../platform/target.ts";
import { checkProjectName } from "../project-name.ts";
import { shownPath } from "../show-diagnostics.ts";
import { readVariables } from "../variables.ts";
import { writeOutputFile } from "../write-output-file.ts";

interface LinkOptions extends ServerOptions {
  readonly create?: boolean;
  readonly template?: string;
  readonly file?: string;
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
}

/**
 * Notes beside the definition that it is a project on a platform. Where there is no definition yet, the project's own is
 * written there.
 */
export async function link(context: Context, options: LinkOptions, name?: string): Promise<ExitCode> {
  const { output, cwd } = context;
  if (options.template !== undefined && !options.create) {
    throw usageError("--template is what a new project begins with", "add --create");
  }
  const folder = folderOf(cwd, options.file);
  const server = connectServer(context, options);
  const project = options.create
    ? await create(context, options, server, name ?? acceptableName(basename(folder)))
    : await chooseProject(context, server, name);
  const { file, definition } = await meet({ ...server, project }, folder);
  writeLink({ server: server.url, project, folder, ...(definition !== undefined && { definition }) });
  const { talk, symbols } = output;
  output.say(`${talk.green(symbols.done)} this folder is project ${talk.bold(project)} at ${talk.cyan(server.url)}`);
  if (file !== undefined) output.say(`${talk.green(symbols.done)} its definition is in ${shownPath(file, cwd)}`);
  output.say(talk.dim("next: espalier preview, espalier up"));
  if (output.json) output.document({ server: server.url, project, folder });
  return EXIT.success;
}

/** Forgets that the folder is linked. */
export async function unlink({ cwd, output }: Context): Promise<ExitCode> {
  const known = findLink(cwd);
  if (!known) throw usageError("this folder is not linked to a project");
  removeLink(known);
  const { talk, symbols } = output;
  output.say(`${talk.green(symbols.done)} no longer linked; project ${talk.bold(known.project)} goes on as it is`);
  if (output.json) output.document({ server: known.server, project: known.project, unlinked: true });
  return EXIT.success;
}

async function create(
  { cwd, output }: Context,
  options: LinkOptions,
  { client }: Server,
  name: string | undefined,
): Promise<string> {
  const given = readVariables(cwd, options);
  if (options.template === undefined && Object.keys(given).length > 0) {
    throw usageError("variables fill the blanks of a template", "add --template, or give them to `espalier env set`");
  }
  const project = checkProjectName(name);
  if (project === undefined) throw usageError("the new project needs a name", "espalier link NAME --create");
  const template = options.template === undefined ? undefined : { name: options.template, variables: given };
  const { zones } = await client.post("/projects", { body: { name: project, ...(template && { template }) } });
  const { talk, symbols } = output;
  const where = zones.length > 0 ? `, to run in ${zones.join(", ")}` : "; it has no zone yet";
  output.say(`${talk.green(symbols.done)} project ${talk.bold(project)} is made${where}`);
  return project;
}

/**
 * Brings the folder's definition and the platform's together: the platform's is written where there is none here, and noted
 * as known where both are the same.
 */
async function meet(
  target: Server & { readonly project: string },
  folder: string,
): Promise<{ file?: string; definition?: number }> {
  const [local, held] = [definitionIn(folder), await heldDefinition(target)];
  if (!held) return {};
  if (local === undefined) return { file: write(folder, held), definition: held.version };
  const isSame = !/\.m?ts$/.test(local) && (await readLocalDefinition(local, target, [], {})).text === held.text;
  return isSame ? { definition: held.version } : {};
}

function write(folder: string, { format, text }: HeldDefinition): string {
  const file = join(folder, `espalier.${format === "json" && !isPlainJson(text) ? "jsonc" : format}`);
  writeOutputFile(file, text);
  return file;
}

function isPlainJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
