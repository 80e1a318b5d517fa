import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError, type Schema } from "../../api/client/index.ts";
import type { AgreeOptions } from "../agree.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { reportResults } from "../report-results.ts";
import { canAsk, confirm } from "../terminal/prompt.ts";
import { zoneNames } from "../zones-in-use.ts";
import { followUpdates } from "./follow-updates.ts";
import { removeLink } from "./link-file.ts";
import type { Target } from "./target.ts";

export interface DestroyOnPlatformOptions extends AgreeOptions {
  readonly zone?: readonly string[];
  /** The project itself too, with its definition, variables and history. */
  readonly deleteProject?: boolean;
}

/** Says what is lost, has the person agree, and has the platform empty the project's zones. */
export async function destroyOnPlatform(
  context: Context,
  target: Target,
  options: DestroyOnPlatformOptions,
): Promise<ExitCode> {
  const { output } = context;
  const { client, project, link } = target;
  const named = zoneNames(options.zone);
  if (named && options.deleteProject) {
    throw usageError("--delete-project empties all zones of the project", "leave out --zone");
  }
  const found = await client.get("/projects/{project}", { path: { project } });
  const zones = named ?? found.zones;
  await agree(context, target, found, zones, options);
  const updates = options.deleteProject ? await deleteProject(target) : await leaveZones(target, zones);
  const results = await followUpdates(context, target, updates, cancelCleanly(output, { quiet: true }));
  const code = reportResults(context, results, { unchanged: "nothing to destroy" });
  if (updates.length === 0 && !options.deleteProject) output.say("the project runs nowhere; nothing to destroy");
  if (code === EXIT.success && !options.deleteProject && zones.length > 0) {
    output.say(output.talk.dim(`it comes back with: espalier up --zone ${zones.join(",")}`));
  }
  if (code !== EXIT.success || !options.deleteProject) return code;
  const gone = await isGone(target);
  if (link) removeLink(link);
  const how = gone ? "is deleted" : "is empty, and is being deleted";
  output.say(`${output.talk.green(output.symbols.done)} project ${output.talk.bold(project)} ${how}`);
  if (output.json) output.record({ project, deleted: gone });
  return code;
}

const POLL = 300;
const PATIENCE = 30_000;

/** The platform keeps a project for a moment after its last zone is empty, for those who follow that. */
async function isGone({ client, project }: Target): Promise<boolean> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(POLL)) {
    try {
      await client.get("/projects/{project}", { path: { project } });
    } catch (error) {
      if (error instanceof ProblemError && error.code === "not-found") return true;
      throw error;
    }
  }
  return false;
}

async function deleteProject({ client, project }: Target): Promise<Schema<"Update">[]> {
  const { updates } = await client.delete("/projects/{project}", { path: { project }, query: { confirm: project } });
  return updates;
}

async function leaveZones({ client, project }: Target, zones: readonly string[]): Promise<Schema<"Update">[]> {
  const updates: Schema<"Update">[] = [];
  for (const zone of zones) {
    const { update } = await client.delete("/projects/{project}/claims/{zone}", { path: { project, zone } });
    if (update) updates.push(update);
  }
  return updates;
}

async function agree(
  { output }: Context,
  { client, project, url }: Target,
  { revision }: Schema<"Project">,
  zones: readonly string[],
  { yes, allowDataLoss, deleteProject: whole }: DestroyOnPlatformOptions,
): Promise<void> {
  const held =
    revision === null
      ? { containers: [], volumes: [] }
      : await client.get("/projects/{project}/revisions/{revision}", { path: { project, revision } });
  const { talk } = output;
  if (zones.length > 0) {
    output.say(`project ${talk.bold(project)} at ${url} leaves ${zones.join(", ")}`);
    if (held.containers.length > 0) output.say(`  containers: ${held.containers.join(", ")}`);
    if (held.volumes.length > 0) output.say(`  volumes, with what they hold: ${talk.red(held.volumes.join(", "))}`);
  }
  if (whole) output.say(talk.red("  its definition, variables, history and members are deleted too"));
  if (!canAsk(output)) {
    if (!yes) throw usageError("there is no terminal on which to ask whether to destroy this", "confirm with --yes");
    const lost = zones.length > 0 ? held.volumes : [];
    if (lost.length === 0 || allowDataLoss) return;
    throw usageError(
      `data would be lost: ${lost.join(", ")}`,
      "make a copy first, then confirm with --allow-data-loss",
    );
  }
  const asks = [
    ...(yes ? [] : [`Destroy this?`]),
    ...(held.volumes.length > 0 && !allowDataLoss ? ["Lose the data?"] : []),
  ];
  for (const question of asks) {
    if (!(await confirm(output, question))) {
      throw new CommandError("not destroyed; nothing was changed", { exitCode: EXIT.cancelled });
    }
  }
}
