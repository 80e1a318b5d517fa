import type { Context, DefinitionOptions } from "../context.ts";
import type { ExitCode } from "../exit-code.ts";
import { loadProject } from "../load-project.ts";
import { findTarget, type TargetOptions } from "../platform/target.ts";
import { type ReportOptions, reportPreviews } from "../report-previews.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";

interface PreviewOptions extends DefinitionOptions, TargetOptions, ReportOptions {
  readonly dryRun?: boolean;
}

/** Shows the plan for each zone. A zone that cannot be read does not hide the plans of the others. */
export async function preview(context: Context, options: PreviewOptions): Promise<ExitCode> {
  const target = findTarget(context, options);
  if (target) {
    const { previewOnPlatform } = await import("../platform/preview-on-platform.ts");
    return previewOnPlatform(context, target, options);
  }
  const { output, cwd } = context;
  const project = await loadProject(context, options);
  const { previewProject, readSecretKey } = await import("../../engine/index.ts");
  const previews = await previewProject({
    zones: project.zones,
    evaluate: project.evaluate,
    key: await readSecretKey(context.environment),
    server: options.dryRun === true,
  });
  showDiagnostics(output, warningsOf(project.diagnostics), cwd);
  return reportPreviews(context, project.tree.project, project.tree, previews, options);
}
