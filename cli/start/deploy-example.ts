import { type Client, ProblemError, type Schema } from "../../api/client/index.ts";
import { CommandError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { plansOf, sayPlans } from "../deploy-planned.ts";
import type { ExitCode } from "../exit-code.ts";
import { followUpdates } from "../platform/follow-updates.ts";
import { allOf } from "../platform/lists.ts";
import { planOnPlatform } from "../platform/plan-on-platform.ts";
import type { Target } from "../platform/target.ts";
import { unchangedResults } from "../platform/unchanged-results.ts";
import { reportResults, unplannedResult } from "../report-results.ts";
import { hasChanges } from "../show-plan.ts";

export interface ExampleOptions {
  readonly template: string;
  readonly zone: string;
  /** Whether the plan was shown before, when there was no zone yet. */
  readonly planShown: boolean;
  readonly signal: AbortSignal;
}

/**
 * Deploys the example through the platform, as anybody would: makes the project when it is not there, goes on with what a
 * start before has left under way, and deploys when there is something to change.
 */
export async function deployExample(
  context: Context,
  server: { readonly url: string; readonly client: Client },
  project: string,
  { template, zone, planShown, signal }: ExampleOptions,
): Promise<ExitCode> {
  const { client } = server;
  const target: Target = { ...server, project };
  const path = { project };
  const found = await findOrCreate(client, project, template, zone);
  if (!found.zones.includes(zone)) {
    await client.put("/projects/{project}/claims/{zone}", { path: { project, zone } });
  }
  const left = await underWay(client, project);
  if (left.length > 0) {
    context.output.say("going on with what was under way");
    await followUpdates(context, target, left, signal);
  }
  const { previews } = await planOnPlatform(context, target, { variables: {}, zones: [zone] });
  const plans = plansOf(previews);
  const unplanned = previews.flatMap((one) => unplannedResult(context, one));
  if (plans.length === 0) return reportResults(context, unplanned);
  if (found.revision !== null && !hasChanges(plans)) {
    return reportResults(context, await unchangedResults(target, plans));
  }
  if (planShown) context.output.say();
  else sayPlans(context, plans);
  const { updates } = await client.post("/projects/{project}/revisions", { path, body: { zones: [zone] } });
  return reportResults(context, await followUpdates(context, target, updates, signal));
}

async function findOrCreate(client: Client, name: string, template: string, zone: string): Promise<Schema<"Project">> {
  try {
    return await client.get("/projects/{project}", { path: { project: name } });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "not-found") throw error;
  }
  try {
    const body = { name, template: { name: template, variables: {} }, zones: [zone] };
    return await client.post("/projects", { body });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "conflict") throw error;
    throw new CommandError(`the example cannot be deployed: ${error.message}`, {
      fix: "it belongs to somebody else on this platform",
    });
  }
}

async function underWay(client: Client, project: string): Promise<Schema<"Update">[]> {
  const path = { project };
  const lists = (["running", "waiting"] as const).map((state) =>
    allOf(client.items("/projects/{project}/updates", { path, query: { state } })),
  );
  return (await Promise.all(lists)).flat();
}
