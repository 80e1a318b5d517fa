import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { Tree } from "../../constructs/tree.ts";
import type { ProjectStatus } from "../../engine/index.ts";
import type { Zone } from "../../engine/zone.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { statusLines } from "../live/status-lines.ts";
import { loadProject } from "../load-project.ts";
import { failureExitCode } from "../report-results.ts";
import { showDiagnostics } from "../show-diagnostics.ts";
import { taggedContainers } from "../tag-selector.ts";
import { LiveArea } from "../terminal/live-area.ts";

interface StatusOptions extends DefinitionOptions {
  readonly watch?: boolean;
  readonly tag?: readonly string[];
}

/** A zone's answer, or why there is none. */
interface ZoneStatus {
  readonly zone: string;
  readonly status?: ProjectStatus;
  readonly errors: readonly Diagnostic[];
}

/** Shows the containers of the project in each of its zones; exit code 4 when one of them fails. */
export async function status(context: Context, options: StatusOptions): Promise<ExitCode> {
  const { zones, tree } = await loadProject(context, options);
  const shown = filterByTag(tree, options.tag);
  if (options.watch) return watch(context, zones, tree, shown);
  const answers = await Promise.all(zones.map((zone) => ask(zone, tree, shown)));
  return report(context, answers);
}

type Filter = (status: ProjectStatus) => ProjectStatus;

function filterByTag(tree: Tree, tags: readonly string[] | undefined): Filter {
  const tagged = taggedContainers(tree, tags);
  if (!tagged) return (status) => status;
  return (status) => ({ ...status, containers: status.containers.filter(({ path }) => tagged.has(path)) });
}

async function ask(zone: Zone, { project, namespace }: Tree, shown: Filter): Promise<ZoneStatus> {
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

function report({ output, cwd }: Context, answers: readonly ZoneStatus[]): ExitCode {
  const found = answers.flatMap((answer) => answer.status ?? []);
  if (output.json) output.document(answers);
  else for (const line of pictureOf(output.dataCanvas, found)) output.print(line);
  for (const { errors } of answers) showDiagnostics(output, errors, cwd);
  const failed = answers.filter(({ errors }) => errors.length);
  if (failed.length) return failureExitCode(failed);
  const failing = found.some(({ containers }) => containers.some(({ state }) => state === "failing"));
  return failing ? EXIT.resource : EXIT.success;
}

function pictureOf(canvas: Parameters<typeof statusLines>[0], found: readonly ProjectStatus[]): string[] {
  return found.flatMap((one, index) => [...(index > 0 ? [""] : []), ...statusLines(canvas, one)]);
}

/** Shows every change until Ctrl-C, or until nobody reads any more: in place on a terminal, else one picture after another. */
async function watch(context: Context, zones: readonly Zone[], tree: Tree, shown: Filter): Promise<ExitCode> {
  const { output } = context;
  const { connectZone, watchStatus } = await import("../../engine/index.ts");
  const signal = AbortSignal.any([cancelCleanly(output, { quiet: true }), output.closed]);
  const area = output.live && !output.json ? new LiveArea(output) : undefined;
  const latest = new Map<string, ProjectStatus>();
  const follow = async (zone: Zone): Promise<void> => {
    const client = await connectZone(zone);
    try {
      for await (const found of watchStatus(client, tree, signal)) {
        latest.set(zone.context.name, shown(found));
        show(shown(found));
      }
    } finally {
      await client.close();
    }
  };
  const show = (found: ProjectStatus): void => {
    if (output.json) output.record(found);
    else if (area) area.draw(pictureOf(output.talkCanvas, [...latest.values()]));
    else for (const line of statusLines(output.dataCanvas, found)) output.print(line);
  };
  try {
    await Promise.all(zones.map(follow));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    area?.close();
  }
  return EXIT.success;
}
