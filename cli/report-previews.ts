import { type Diagnostic, hasErrors } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import type { Plan } from "../engine/plan-types.ts";
import type { ZonePreview } from "../engine/preview.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { failureExitCode } from "./report-results.ts";
import { showDiagnostics } from "./show-diagnostics.ts";
import { hasChanges, planLines } from "./show-plan.ts";
import { taggedContainers } from "./tag-selector.ts";
import { isWithin } from "./tree-part.ts";

type Nodes = { readonly nodes: readonly Pick<Tree["nodes"][number], "kind" | "path" | "tags">[] };

export interface ReportOptions {
  readonly tag?: readonly string[];
  readonly detailedExitcode?: boolean;
  readonly expectNoChanges?: boolean;
}

/** Prints the plan for each zone as data, or what of it concerns the containers with some tags. */
export function reportPreviews(
  context: Context,
  project: string,
  tree: Nodes,
  previews: readonly ZonePreview[],
  options: ReportOptions,
): ExitCode {
  const { output } = context;
  const tagged = taggedContainers(tree, options.tag);
  const shown = tagged ? previews.map((one) => partOf(one, tree, tagged)) : previews;
  if (output.json) output.document({ project, zones: shown });
  else printPlans(context, shown);
  if (tagged) sayHidden(context, previews, shown);
  return exitCodeOf(context, previews, options);
}

/** The plan as far as it concerns some containers. What is planned stays the whole project. */
function partOf(preview: ZonePreview, tree: Nodes, containers: ReadonlySet<string>): ZonePreview {
  const { plan } = preview;
  if (!plan) return preview;
  const changes = plan.changes.filter(({ path }) => isWithin(containers, path));
  const notes = plan.notes.filter((note) => !concernsOthers(note, tree, containers));
  return { ...preview, plan: { ...plan, changes, notes } };
}

/** Paths lead into the spec, whose containers the tree has in the same order. */
function concernsOthers({ path = [] }: Diagnostic, { nodes }: Nodes, containers: ReadonlySet<string>): boolean {
  const [list, index] = path;
  if (list !== "containers" || typeof index !== "number") return false;
  const container = nodes.filter(({ kind }) => kind === "container")[index];
  return container !== undefined && !containers.has(container.path);
}

/** `up` deploys what is not shown too. */
function sayHidden({ output }: Context, previews: readonly ZonePreview[], shown: readonly ZonePreview[]): void {
  const changes = (list: readonly ZonePreview[]) =>
    list.reduce((sum, { plan }) => sum + (plan?.changes.length ?? 0), 0);
  const hidden = changes(previews) - changes(shown);
  if (hidden === 0) return;
  const what = hidden === 1 ? "1 change outside of these tags is" : `${hidden} changes outside of these tags are`;
  output.say(output.talk.dim(`${what} not shown; up deploys the whole project`));
}

function printPlans({ output, cwd }: Context, previews: readonly ZonePreview[]): void {
  for (const [index, { plan }] of previews.filter((one) => one.plan).entries()) {
    if (index > 0) output.print();
    for (const line of planLines(plan as Plan, output.dataCanvas)) output.print(line);
  }
  for (const { errors } of previews) showDiagnostics(output, errors, cwd);
}

function exitCodeOf({ output }: Context, previews: readonly ZonePreview[], options: ReportOptions): ExitCode {
  const failed = previews.filter(({ errors }) => errors.length > 0);
  if (failed.length) {
    output.say(output.talk.red(`no plan for ${failed.map(({ zone }) => zone).join(", ")}`));
    return failureExitCode(failed);
  }
  if (previews.some(({ plan }) => plan && hasErrors(plan.notes))) return EXIT.resource;
  const changed = hasChanges(previews.flatMap(({ plan }) => plan ?? []));
  if (!changed) return EXIT.success;
  if (options.expectNoChanges) output.say(`${output.talk.red("error:")} changes were not expected`);
  return options.detailedExitcode || options.expectNoChanges ? EXIT.changes : EXIT.success;
}
