import type { DestroyedProject } from "../../engine/destroy.ts";
import type { ZonePreview } from "../../engine/index.ts";
import type { SecretKey } from "../../engine/secret-key.ts";
import type { Zone } from "../../engine/zone.ts";
import { type AgreeOptions, agree } from "../agree.ts";
import { usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import type { ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { openView } from "../live/open-view.ts";
import { loadProject } from "../load-project.ts";
import { findTarget, type TargetOptions } from "../platform/target.ts";
import { reportResults, unplannedResult } from "../report-results.ts";
import { hasChanges, planLines } from "../show-plan.ts";
import { findStackHost } from "../stack-host.ts";

interface DestroyOptions extends DefinitionOptions, TargetOptions, AgreeOptions {
  readonly deleteProject?: boolean;
}

/** Shows what would be deleted, has the person agree, deletes it. Zones that cannot be read do not hold up the others. */
export async function destroy(context: Context, options: DestroyOptions): Promise<ExitCode> {
  const target = findTarget(context, options);
  if (target) {
    const { destroyOnPlatform } = await import("../platform/destroy-on-platform.ts");
    return destroyOnPlatform(context, target, options);
  }
  if (options.deleteProject) {
    throw usageError("--delete-project is for a project on a platform", "link this folder with `espalier link`");
  }
  const { output } = context;
  const { zones, tree } = await loadProject(context, options);
  const { destroyProject, readSecretKey } = await import("../../engine/index.ts");
  const key = await readSecretKey(context.environment);
  const previews = await Promise.all(zones.map((zone) => planIn(zone, tree, key)));
  const plans = previews.flatMap(({ plan }) => plan ?? []);
  const changed = hasChanges(plans);
  if (changed) {
    for (const plan of plans) for (const line of [...planLines(plan, output.talkCanvas), ""]) output.say(line);
    await agree(context, "destroy", plans, options);
  }
  const signal = cancelCleanly(output);
  const host = changed ? await findStackHost(context, signal) : undefined;
  const view = openView(output, { quiet: !changed });
  const planned = zones.filter(({ context: { name } }) => previews.some(({ zone, plan }) => zone === name && plan));
  const { project, namespace } = tree;
  const destroyed = await destroyProject({
    zones: planned,
    project,
    namespace,
    key,
    host: async () => host ?? (await findStackHost(context, signal)),
    onEvent: (event) => view.event(event),
    signal,
  }).finally(() => view.close());
  return reportResults(context, [...destroyed, ...previews.flatMap((one) => unplannedResult(context, one))], {
    unchanged: "nothing to destroy",
  });
}

async function planIn(zone: Zone, project: DestroyedProject, key: SecretKey): Promise<ZonePreview> {
  const { connectZone, planDestroy } = await import("../../engine/index.ts");
  const { errorDiagnostics } = await import("../../engine/error-diagnostic.ts");
  const { name } = zone.context;
  try {
    const client = await connectZone(zone);
    const plan = await planDestroy(client, project, key).finally(() => client.close());
    return { zone: name, plan, errors: [] };
  } catch (error) {
    return { zone: name, errors: errorDiagnostics(error, name) };
  }
}
