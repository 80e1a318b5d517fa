import type { ZonePreview } from "../../engine/index.ts";
import type { Plan } from "../../engine/plan-types.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import { type AgreeOptions, agree } from "../agree.ts";
import { CommandError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { openView } from "../live/open-view.ts";
import { type LoadedProject, loadProject } from "../load-project.ts";
import { reportResults, unplannedResult } from "../report-results.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { hasChanges, planLines } from "../show-plan.ts";
import { findStackHost } from "../stack-host.ts";

interface UpOptions extends DefinitionOptions, AgreeOptions {
  /** False after `--no-wait`. */
  readonly wait: boolean;
  readonly detailedExitcode?: boolean;
  readonly expectNoChanges?: boolean;
}

/** Evaluate → plan → agree → deploy and watch → tell how it ended. */
export async function up(context: Context, options: UpOptions): Promise<ExitCode> {
  const { output, cwd } = context;
  const project = await loadProject(context, options);
  showDiagnostics(output, warningsOf(project.diagnostics), cwd);
  const previews = await previewAll(context, project);
  const plans = previews.flatMap(({ plan }) => plan ?? []);
  const changed = hasChanges(plans);
  if (changed) {
    showPlans(context, plans);
    if (options.expectNoChanges)
      throw new CommandError("changes were not expected; nothing was deployed", { exitCode: EXIT.changes });
    await agree(context, "deploy", plans, options);
  }
  const deployed = await deploy(context, project, previews, options);
  const results = [...deployed, ...previews.flatMap((one) => unplannedResult(context, one))];
  const code = reportResults(context, results);
  return code === EXIT.success && changed && options.detailedExitcode ? EXIT.changes : code;
}

async function previewAll(context: Context, { zones, evaluate }: LoadedProject): Promise<ZonePreview[]> {
  const { previewProject, readSecretKey } = await import("../../engine/index.ts");
  return previewProject({ zones, evaluate, key: await readSecretKey(context.environment) });
}

function showPlans({ output }: Context, plans: readonly Plan[]): void {
  for (const plan of plans.filter(({ changes }) => changes.length)) {
    for (const line of planLines(plan, output.talkCanvas)) output.say(line);
    output.say();
  }
}

/** Deploys into the zones whose plan was seen. */
async function deploy(
  context: Context,
  { zones, evaluate }: LoadedProject,
  previews: readonly ZonePreview[],
  { wait }: UpOptions,
): Promise<ZoneResult[]> {
  const planned = zones.filter(({ context: { name } }) => previews.some(({ zone, plan }) => zone === name && plan));
  const { deployProject, readSecretKey } = await import("../../engine/index.ts");
  const signal = cancelCleanly(context.output);
  const host = onlyOnce(() => findStackHost(context, signal));
  const changed = hasChanges(previews.flatMap(({ plan }) => plan ?? []));
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
