import { type AgreeOptions, agree } from "../agree.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { deployPlanned, plansOf, previewAll, sayPlans } from "../deploy-planned.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { withoutFailing } from "../failing-containers.ts";
import { cancelCleanly } from "../interrupt.ts";
import { loadProject } from "../load-project.ts";
import { findTarget, type TargetOptions } from "../platform/target.ts";
import { reportResults, unplannedResult } from "../report-results.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { hasChanges } from "../show-plan.ts";

interface UpOptions extends DefinitionOptions, TargetOptions, AgreeOptions {
  /** False after `--no-wait`. */
  readonly wait: boolean;
  readonly detailedExitcode?: boolean;
  readonly expectNoChanges?: boolean;
  readonly overwrite?: boolean;
  readonly comment?: string;
}

/** Evaluate → plan → agree → deploy and watch → tell how it ended. */
export async function up(context: Context, options: UpOptions): Promise<ExitCode> {
  const target = findTarget(context, options);
  if (target) {
    const { upOnPlatform } = await import("../platform/up-on-platform.ts");
    return upOnPlatform(context, target, options);
  }
  refusePlatformOptions(options);
  const { output, cwd } = context;
  const project = await loadProject(context, options);
  showDiagnostics(output, warningsOf(project.diagnostics), cwd);
  const previews = await previewAll(context, project);
  const plans = plansOf(previews);
  const changed = hasChanges(plans);
  if (changed) {
    sayPlans(context, plans);
    if (options.expectNoChanges) throw unexpectedChanges();
    await agree(context, "deploy", plans, options);
  }
  const { wait } = options;
  const updated = await deployPlanned(context, project, previews, { wait, signal: cancelCleanly(output) });
  const deployed = wait ? await withoutFailing(context, project, updated) : updated;
  const results = [...deployed, ...previews.flatMap((one) => unplannedResult(context, one))];
  const code = reportResults(context, results);
  return code === EXIT.success && changed && options.detailedExitcode ? EXIT.changes : code;
}

function refusePlatformOptions({ overwrite, comment }: UpOptions): void {
  const given = overwrite ? "--overwrite" : comment === undefined ? undefined : "--comment";
  if (given) throw usageError(`${given} is for a project on a platform`, "link this folder with `espalier link`");
}

function unexpectedChanges(): CommandError {
  return new CommandError("changes were not expected; nothing was deployed", { exitCode: EXIT.changes });
}
