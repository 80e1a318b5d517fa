import { type Client, ProblemError } from "../../api/client/index.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { followUpdates } from "../platform/follow-updates.ts";
import { firstOf, printList, timeText, whoText } from "../platform/lists.ts";
import { requireTarget, type TargetOptions } from "../platform/target.ts";
import { reportResults } from "../report-results.ts";
import { canAsk, confirm } from "../terminal/prompt.ts";
import { safeText } from "../terminal/safe-text.ts";
import { zoneNames } from "../zones-in-use.ts";

/** Lists what was deployed, newest first. */
export async function revisions(context: Context, options: TargetOptions): Promise<ExitCode> {
  const { client, project } = requireTarget(context, options);
  printList(
    context,
    await firstOf(client.items("/projects/{project}/revisions", { path: { project }, query: { limit: 100 } })),
    ["REVISION", "AT", "BY", "COMMENT"],
    ({ number, createdAt, createdBy, comment }) => [String(number), timeText(createdAt), whoText(createdBy), comment],
    "nothing was deployed yet",
  );
  return EXIT.success;
}

interface RollbackOptions extends TargetOptions {
  readonly yes?: boolean;
  readonly zone?: readonly string[];
  readonly comment?: string;
}

/** Deploys an older revision again, as a new one, and follows it. */
export async function rollback(context: Context, options: RollbackOptions, typed: string): Promise<ExitCode> {
  const { output } = context;
  const target = requireTarget(context, options);
  const { client, project } = target;
  const revision = revisionNumber(typed);
  const zones = zoneNames(options.zone);
  await sayDifference(context, client, project, revision);
  if (!options.yes) {
    if (!canAsk(output)) throw usageError("there is no terminal on which to ask", "confirm with --yes");
    if (!(await confirm(output, `Go back to revision ${revision}?`))) {
      throw new CommandError("not rolled back; nothing was changed", { exitCode: EXIT.cancelled });
    }
  }
  const made = await client.post("/projects/{project}/revisions/{revision}/rollback", {
    path: { project, revision },
    body: { ...(zones && { zones }), ...(options.comment !== undefined && { comment: options.comment }) },
  });
  output.say(`revision ${output.talk.bold(String(made.revision))} is revision ${revision} again`);
  if (target.link) output.say(output.talk.dim("the definition in this folder stays as it is"));
  const results = await followUpdates(context, target, made.updates, cancelCleanly(output, { quiet: true }));
  return reportResults(context, results);
}

/** What going back changes of the definition and its variables. */
async function sayDifference({ output }: Context, client: Client, project: string, revision: number): Promise<void> {
  const { revision: newest } = await client.get("/projects/{project}", { path: { project } });
  if (newest === null) throw usageError("nothing was deployed yet, so there is nothing to go back to");
  if (newest === revision) return;
  const path = { project, revision };
  const { text, variables } = await client
    .get("/projects/{project}/revisions/{revision}/difference", { path, query: { from: newest } })
    .catch((error: unknown) => {
      const missing = error instanceof ProblemError && error.code === "not-found";
      throw missing ? usageError(`there is no revision ${revision}`, `the newest is ${newest}`) : error;
    });
  const { green, red, dim } = output.talk;
  for (const line of text.split("\n").filter(Boolean)) {
    const paint = line.startsWith("+") ? green : line.startsWith("-") ? red : line.startsWith("@") ? dim : String;
    output.say(paint(safeText(line)));
  }
  for (const { name, change } of variables) output.say(`variable ${name}: ${change}`);
}

function revisionNumber(typed: string): number {
  const number = Number(typed);
  if (/^\d{1,9}$/.test(typed) && number > 0) return number;
  throw usageError(`rollback wants the number of a revision, got "${typed.slice(0, 40)}"`, "see `espalier revisions`");
}
