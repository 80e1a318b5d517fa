import type { Tree } from "../../constructs/tree.ts";
import type { ProjectStatus } from "../../engine/index.ts";
import type { Zone } from "../../engine/zone.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { loadProject } from "../load-project.ts";
import { findTarget, type TargetOptions } from "../platform/target.ts";
import { reportStatus, StatusPictures, type ZoneAnswer } from "../report-status.ts";
import { taggedContainers } from "../tag-selector.ts";

interface StatusOptions extends DefinitionOptions, TargetOptions {
  readonly watch?: boolean;
  readonly tag?: readonly string[];
}

/** Shows the containers of the project in each of its zones; exit code 4 when one of them fails. */
export async function status(context: Context, options: StatusOptions): Promise<ExitCode> {
  const target = findTarget(context, options);
  if (target) {
    const { statusOnPlatform } = await import("../platform/status-on-platform.ts");
    return statusOnPlatform(context, target, options);
  }
  const { zones, tree } = await loadProject(context, options);
  const shown = filterByTag(tree, options.tag);
  if (options.watch) return watch(context, zones, tree, shown);
  const answers = await Promise.all(zones.map((zone) => ask(zone, tree, shown)));
  return reportStatus(context, answers);
}

type Filter = (status: ProjectStatus) => ProjectStatus;

function filterByTag(tree: Tree, tags: readonly string[] | undefined): Filter {
  const tagged = taggedContainers(tree, tags);
  if (!tagged) return (status) => status;
  return (status) => ({ ...status, containers: status.containers.filter(({ path }) => tagged.has(path)) });
}

async function ask(zone: Zone, { project, namespace }: Tree, shown: Filter): Promise<ZoneAnswer> {
  const { connectZone, projectStatus } = await import("../../engine/index.ts");
  const { errorDiagnostics } = await import("../../engine/error-diagnostic.ts");
  const { name } = zone.context;
  try {
    const client = await connectZone(zone);
    const found = await projectStatus(client, { project, namespace }).finally(() => client.close());
    return { zone: name, status: shown(found), errors: [] };
  } catch (error) {
    return { zone: name, errors: errorDiagnostics(error, name) };
  }
}

/** Shows every change until Ctrl-C, or until nobody reads any more. */
async function watch(context: Context, zones: readonly Zone[], tree: Tree, shown: Filter): Promise<ExitCode> {
  const { output } = context;
  const { connectZone, watchStatus } = await import("../../engine/index.ts");
  const signal = AbortSignal.any([cancelCleanly(output, { quiet: true }), output.closed]);
  const pictures = new StatusPictures(context);
  const follow = async (zone: Zone): Promise<void> => {
    const client = await connectZone(zone);
    try {
      for await (const found of watchStatus(client, tree, signal)) pictures.show(shown(found));
    } finally {
      await client.close();
    }
  };
  try {
    await Promise.all(zones.map(follow));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    pictures.close();
  }
  return EXIT.success;
}
