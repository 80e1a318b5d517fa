import type { ZonePreview } from "../engine/index.ts";
import type { Plan } from "../engine/plan-types.ts";
import type { ZoneResult } from "../engine/update-events.ts";
import type { Context } from "./context.ts";
import { openView } from "./live/open-view.ts";
import type { LoadedProject } from "./load-project.ts";
import { hasChanges, planLines } from "./show-plan.ts";
import { findStackHost } from "./stack-host.ts";

/** The plan for each zone of a project, or why there is none. */
export async function previewAll(context: Context, { zones, evaluate }: LoadedProject): Promise<ZonePreview[]> {
  const { previewProject, readSecretKey } = await import("../engine/index.ts");
  return previewProject({ zones, evaluate, key: await readSecretKey(context.environment) });
}

export function plansOf(previews: readonly ZonePreview[]): Plan[] {
  return previews.flatMap(({ plan }) => plan ?? []);
}

/** Says the plans that have changes. */
export function sayPlans({ output }: Context, plans: readonly Plan[]): void {
  for (const plan of plans.filter(({ changes }) => changes.length)) {
    for (const line of planLines(plan, output.talkCanvas)) output.say(line);
    output.say();
  }
}

/** Deploys into the zones whose plan was seen, with a view of it when there is something to do. */
export async function deployPlanned(
  context: Context,
  { zones, evaluate }: LoadedProject,
  previews: readonly ZonePreview[],
  { wait = true, signal }: { readonly wait?: boolean; readonly signal: AbortSignal },
): Promise<ZoneResult[]> {
  const planned = zones.filter(({ context: { name } }) => previews.some(({ zone, plan }) => zone === name && plan));
  const { deployProject, readSecretKey } = await import("../engine/index.ts");
  const host = onlyOnce(() => findStackHost(context, signal));
  const changed = hasChanges(plansOf(previews));
  // Fetching or building the CLI has a progress line of its own, so it comes before the view.
  if (changed) await host();
  const view = openView(context.output, { quiet: !changed });
  try {
    return await deployProject({
      zones: planned,
      evaluate,
      key: await readSecretKey(context.environment),
      host,
      onEvent: (event) => view.event(event),
      signal,
      ...(wait ? {} : { wait: false }),
    });
  } finally {
    view.close();
  }
}

function onlyOnce<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
