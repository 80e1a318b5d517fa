import type { Schema } from "../../api/client/index.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { followUpdates } from "../platform/follow-updates.ts";
import { firstOf, printList, timeText } from "../platform/lists.ts";
import { requireTarget, type Target, type TargetOptions } from "../platform/target.ts";
import { reportResults } from "../report-results.ts";

/** Lists the project's updates, newest first. */
export async function updates(context: Context, options: TargetOptions): Promise<ExitCode> {
  const { client, project } = requireTarget(context, options);
  printList(
    context,
    await firstOf(client.items("/projects/{project}/updates", { path: { project }, query: { limit: 100 } })),
    ["UPDATE", "ZONE", "WHAT", "STATE", "ASKED FOR", "ENDED"],
    ({ id, zone, operation, revision, state, createdAt, endedAt }) => [
      id,
      zone,
      operation === "destroy" ? "destroy" : `revision ${revision}`,
      state,
      timeText(createdAt),
      timeText(endedAt),
    ],
    "nothing was deployed yet",
  );
  return EXIT.success;
}

/** Follows updates that others have begun, or that one has left, to their end. */
export async function watchUpdates(
  context: Context,
  options: TargetOptions,
  ids: readonly string[],
): Promise<ExitCode> {
  const target = requireTarget(context, options);
  const found = ids.length > 0 ? await Promise.all(ids.map((id) => updateOf(target, id))) : await underWay(target);
  if (found.length === 0) {
    context.output.say("nothing is under way");
    return EXIT.success;
  }
  const results = await followUpdates(context, target, found, cancelCleanly(context.output, { quiet: true }));
  return reportResults(context, results);
}

/** Tells updates to end. */
export async function cancelUpdates(
  context: Context,
  options: TargetOptions,
  ids: readonly string[],
): Promise<ExitCode> {
  const { output } = context;
  const { client, project } = requireTarget(context, options);
  const told: Schema<"Update">[] = [];
  for (const id of ids) {
    const path = { project, update: requireId(id) };
    const update = await client.post("/projects/{project}/updates/{update}/cancel", { path });
    const ending = update.state === "cancelled" ? "is cancelled" : "is told to end; what it has written stays";
    output.say(`${output.talk.green(output.symbols.done)} the update in ${update.zone} ${ending}`);
    told.push(update);
  }
  if (output.json) output.document(told);
  return EXIT.success;
}

function updateOf({ client, project }: Target, id: string): Promise<Schema<"Update">> {
  return client.get("/projects/{project}/updates/{update}", { path: { project, update: requireId(id) } });
}

async function underWay({ client, project }: Target): Promise<Schema<"Update">[]> {
  const states = ["running", "waiting"] as const;
  const found = await Promise.all(
    states.map((state) =>
      firstOf(client.items("/projects/{project}/updates", { path: { project }, query: { state } })),
    ),
  );
  return found.flat();
}

function requireId(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  throw usageError(`"${id.slice(0, 60)}" is no id of an update`, "see `espalier updates`");
}
