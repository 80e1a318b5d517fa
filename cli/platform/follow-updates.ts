import { ProblemError, type Schema } from "../../api/client/index.ts";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { UpdateEvent, ZoneResult } from "../../engine/update-events.ts";
import { CommandError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { openView } from "../live/open-view.ts";
import { safeText } from "../terminal/safe-text.ts";
import { asPlan } from "./as-plan.ts";
import type { Target } from "./target.ts";

type Update = Schema<"Update">;

/**
 * Follows updates in one view until all have ended, as if they ran here. An update goes on whether somebody follows it or
 * not: when the signal fires it is said how to come back to it, and the command ends as cancelled.
 *
 * @returns the results in their zones
 */
export async function followUpdates(
  context: Context,
  target: Target,
  updates: readonly Update[],
  signal: AbortSignal,
): Promise<ZoneResult[]> {
  const { output } = context;
  const containers = await containersOf(target, updates);
  const view = openView(output);
  const show = (event: UpdateEvent): void => view.event(event);
  const stop = new AbortController();
  try {
    return await Promise.all(
      updates.map((update) =>
        follow(context, target, update, containers, show, AbortSignal.any([signal, stop.signal])),
      ),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    throw leftAlone(target, updates);
  } finally {
    stop.abort();
    view.close();
  }
}

async function follow(
  { output }: Context,
  { client, project }: Target,
  { id, zone, operation }: Update,
  containers: ReadonlySet<string>,
  show: (event: UpdateEvent) => void,
  signal: AbortSignal,
): Promise<ZoneResult> {
  const path = { project, update: id };
  const problems: Diagnostic[] = [];
  let result: ZoneResult | undefined;
  try {
    for await (const { event, data } of client.events("/projects/{project}/updates/{update}/stream", {
      path,
      signal,
    })) {
      if (event === "end") return result ?? withoutResult(zone, (data as { state: EndState }).state, problems);
      const { event: kept } = data as Schema<"UpdateEvent">;
      if (kept.type === "notice") output.say(output.talk.yellow(`${zone}: ${noticeText(kept.notice)}`));
      else if (kept.type === "problems") problems.push(...kept.diagnostics);
      else if (kept.type === "plan") show({ type: "plan", zone, plan: asPlan(project, kept.plan, containers) });
      else if (kept.type === "result") {
        result = { zone, ...kept.result };
        show({ type: "result", zone, result });
      } else if (kept.type !== "state") show(kept as UpdateEvent);
    }
  } catch (error) {
    // A project that is deleted goes when its last zone is empty, and its updates with it.
    const isGone = operation === "destroy" && error instanceof ProblemError && error.code === "not-found";
    if (!isGone) throw error;
    return result ?? withoutResult(zone, "gone", problems);
  }
  throw signal.reason;
}

type EndState = Update["state"] | "gone";

function noticeText({ code, message }: { readonly code: number; readonly message: string }): string {
  return safeText(`${message} (status code ${code})`);
}

/** What an update has come to that never began in its zone. */
function withoutResult(zone: string, state: EndState, problems: readonly Diagnostic[]): ZoneResult {
  if (state === "cancelled" || state === "superseded") return nothing(zone, "cancelled");
  if (state === "gone" || state === "succeeded") return nothing(zone, "succeeded");
  return state === "unchanged" ? nothing(zone, state) : nothing(zone, "failed", problems.filter(isError));
}

function nothing(zone: string, outcome: ZoneResult["outcome"], errors: readonly Diagnostic[] = []): ZoneResult {
  const counts = { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0 };
  return { zone, outcome, ...counts, milliseconds: 0, addresses: [], errors };
}

/** By them the view puts objects together; without them it shows the project as one. */
async function containersOf({ client, project }: Target, updates: readonly Update[]): Promise<ReadonlySet<string>> {
  const revision = updates.find((update) => update.revision !== null)?.revision;
  if (revision === undefined || revision === null) return new Set();
  const { containers } = await client.get("/projects/{project}/revisions/{revision}", { path: { project, revision } });
  return new Set(containers);
}

function leftAlone({ project, link }: Target, updates: readonly Update[]): CommandError {
  const ids = updates.map(({ id }) => id).join(" ");
  const more = link ? "" : ` --project ${project}`;
  const them = updates.length === 1 ? "the update goes on" : "the updates go on";
  return new CommandError(`${them} without you`, {
    exitCode: EXIT.cancelled,
    fix: `watch: espalier updates watch ${ids}${more}\n  cancel: espalier updates cancel ${ids}${more}`,
  });
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
