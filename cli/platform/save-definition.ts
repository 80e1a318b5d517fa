import { createTwoFilesPatch } from "diff";
import { ProblemError, type Schema } from "../../api/client/index.ts";
import { CommandError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { shownPath } from "../show-diagnostics.ts";
import { safeText } from "../terminal/safe-text.ts";
import type { HeldDefinition } from "./held-definition.ts";
import { writeLink } from "./link-file.ts";
import type { LocalDefinition } from "./local-definition.ts";
import type { Target } from "./target.ts";
import type { WantedProject } from "./wanted-project.ts";

/** As the platform tells what became of a definition since. */
interface Changed {
  readonly version: number;
  readonly savedBy: Schema<"Who"> | null;
  readonly savedAt: string | null;
  readonly difference: string | null;
}

/**
 * The version of the platform's definition that the folder's is to replace. Stops, and shows what has changed since, when
 * that is a newer one than the folder's comes from.
 *
 * @param overwrite takes the newest, whatever the folder knows of it
 */
export async function baseVersion(
  context: Context,
  target: Target,
  { held, local, edited }: WantedProject,
  overwrite: boolean,
): Promise<number> {
  const newest = held?.version ?? 0;
  if (!edited || !local || !held || overwrite || !target.link || target.link.definition === newest) return newest;
  const known = target.link.definition;
  if (known === undefined) throw notMet(context, held, local);
  try {
    await put(target, local, known);
  } catch (error) {
    throw staleOr(context, error, local);
  }
  throw new CommandError("the platform's definition has become an older one; run the command again");
}

/** Saves the folder's definition over the version given, and notes beside it what it is now. */
export async function saveDefinition(
  context: Context,
  target: Target,
  local: LocalDefinition,
  base: number,
): Promise<number> {
  try {
    const { version } = await put(target, local, base);
    noteVersion(target, version);
    return version;
  } catch (error) {
    throw staleOr(context, error, local);
  }
}

/** From now on the folder's definition comes from this version. */
export function noteVersion({ link }: Target, definition: number): void {
  if (link && link.definition !== definition) writeLink({ ...link, definition });
}

function put({ client, project }: Target, { format, text }: LocalDefinition, base: number) {
  return client.put("/projects/{project}/definition", {
    path: { project },
    body: { format, text },
    ifMatch: `"${base}"`,
  });
}

function staleOr(context: Context, error: unknown, local: LocalDefinition): unknown {
  if (!(error instanceof ProblemError) || error.code !== "stale") return error;
  const { version, savedBy, savedAt, difference } = error.changed as Changed;
  const who = savedBy?.name ?? savedBy?.kind ?? "somebody";
  return stale(context, local, difference, `${who} has saved version ${version}${savedAt ? ` at ${savedAt}` : ""}`);
}

function notMet(context: Context, { version, format, text, savedBy }: HeldDefinition, local: LocalDefinition) {
  const titles = [`version ${version}`, shownPath(local.file, context.cwd)] as const;
  const difference = createTwoFilesPatch(...titles, text, local.text, undefined, undefined, { timeout: 2_000 });
  const who = savedBy.name ?? savedBy.kind;
  const what = `the project has a definition already (version ${version}, ${format}, by ${who}), and it is another one`;
  return stale(context, local, difference ?? null, what);
}

function stale({ output, cwd }: Context, local: LocalDefinition, difference: string | null, why: string): CommandError {
  const { red, green, dim } = output.talk;
  for (const line of difference?.split("\n") ?? []) {
    const paint = line.startsWith("+") ? green : line.startsWith("-") ? red : line.startsWith("@") ? dim : String;
    output.say(paint(safeText(line)));
  }
  return new CommandError(`not deployed: ${safeText(why)}`, {
    exitCode: EXIT.resource,
    fix: `bring it into ${shownPath(local.file, cwd)}, then say --overwrite to put yours in its place`,
  });
}
