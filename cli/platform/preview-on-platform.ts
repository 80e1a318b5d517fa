import { usageError } from "../command-error.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import type { ExitCode } from "../exit-code.ts";
import { type ReportOptions, reportPreviews } from "../report-previews.ts";
import { planOnPlatform } from "./plan-on-platform.ts";
import type { Target } from "./target.ts";
import { wantedProject } from "./wanted-project.ts";

/** What `up` would change, as the platform plans it; the folder's definition is not saved. */
export async function previewOnPlatform(
  context: Context,
  target: Target,
  options: DefinitionOptions & ReportOptions & { readonly dryRun?: boolean },
): Promise<ExitCode> {
  if (options.dryRun) throw usageError("--dry-run asks a zone's API server from here; the platform plans without it");
  const { wanted } = await wantedProject(context, target, options);
  const { previews } = await planOnPlatform(context, target, wanted);
  const { project } = target;
  const nodes = options.tag ? await nodesOf(target, wanted.definition) : [];
  return reportPreviews(context, project, { nodes }, previews, options);
}

/** What the definition makes, by which tags are found. */
async function nodesOf(
  { client, project }: Target,
  definition: { readonly format: "json" | "jsonnet"; readonly text: string } | undefined,
) {
  const path = { project };
  const tree = definition
    ? (await client.post("/projects/{project}/definition/check", { path, body: definition })).tree
    : await client.get("/projects/{project}/tree", { path });
  return tree?.nodes ?? [];
}
