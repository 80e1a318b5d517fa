import { taggedContainers } from "../tag-selector.ts";
import type { Target } from "./target.ts";

/** Containers of the platform's definition with some tags; undefined when no tag was given. */
export async function taggedOnPlatform(
  { client, project }: Target,
  tags: readonly string[] | undefined,
): Promise<{ readonly paths: ReadonlySet<string>; readonly names: readonly string[] } | undefined> {
  if (!tags) return undefined;
  const { nodes } = await client.get("/projects/{project}/tree", { path: { project } });
  const paths = taggedContainers({ nodes }, tags) ?? new Set();
  return { paths, names: nodes.filter(({ path }) => paths.has(path)).map(({ name }) => name) };
}
