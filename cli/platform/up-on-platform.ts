import { type AgreeOptions, agree } from "../agree.ts";
import { CommandError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { plansOf, sayPlans } from "../deploy-planned.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { reportResults, unplannedResult } from "../report-results.ts";
import { hasChanges } from "../show-plan.ts";
import { claimZones } from "./claim-zones.ts";
import { followUpdates } from "./follow-updates.ts";
import { planOnPlatform, staged } from "./plan-on-platform.ts";
import { baseVersion, noteVersion, saveDefinition } from "./save-definition.ts";
import type { Target } from "./target.ts";
import { unchangedResults } from "./unchanged-results.ts";
import { wantedProject } from "./wanted-project.ts";

export interface UpOnPlatformOptions extends DefinitionOptions, AgreeOptions {
  /** False after `--no-wait`. */
  readonly wait: boolean;
  readonly detailedExitcode?: boolean;
  readonly expectNoChanges?: boolean;
  readonly overwrite?: boolean;
  readonly comment?: string;
}

/** Read → plan → agree → save → deploy → follow → tell how it ended; all but the first and the last on the platform. */
export async function upOnPlatform(context: Context, target: Target, options: UpOnPlatformOptions): Promise<ExitCode> {
  const { output } = context;
  const { client, project } = target;
  const found = await wantedProject(context, target, options);
  const { wanted, local, held, edited } = found;
  await claimZones(context, target, wanted.zones);
  const base = await baseVersion(context, target, found, options.overwrite === true);
  const { previews, variables } = await planOnPlatform(context, target, wanted);
  const plans = plansOf(previews);
  const unplanned = previews.flatMap((one) => unplannedResult(context, one));
  if (plans.length === 0) return reportResults(context, unplanned);
  const changed = hasChanges(plans);
  if (changed) {
    sayPlans(context, plans);
    if (options.expectNoChanges) {
      throw new CommandError("changes were not expected; nothing was deployed", { exitCode: EXIT.changes });
    }
    await agree(context, "deploy", plans, options);
  }
  const hasVariables = Object.keys(variables).length > 0;
  if (edited && local) await saveDefinition(context, target, local, base);
  else if (held) noteVersion(target, held.version);
  if (hasVariables) await client.patch("/projects/{project}/variables", { path: { project }, body: staged(variables) });
  if (!changed && !edited && !hasVariables) {
    return reportResults(context, [...(await unchangedResults(target, plans)), ...unplanned]);
  }
  const zones = unplanned.length > 0 ? plans.map(({ zone }) => zone) : wanted.zones;
  const { revision, updates } = await client.post("/projects/{project}/revisions", {
    path: { project },
    body: { ...(options.comment !== undefined && { comment: options.comment }), ...(zones && { zones: [...zones] }) },
  });
  output.say(`revision ${output.talk.bold(String(revision))} is accepted`);
  if (!options.wait) {
    for (const { id, zone } of updates) output.say(`${zone}: espalier updates watch ${id}`);
    if (output.json) output.document({ revision, updates });
    return EXIT.success;
  }
  const results = await followUpdates(context, target, updates, cancelCleanly(output, { quiet: true }));
  const code = reportResults(context, [...results, ...unplanned]);
  return code === EXIT.success && changed && options.detailedExitcode ? EXIT.changes : code;
}
