import type { Schema } from "../../api/client/types.ts";
import { useGet } from "../app/data.ts";
import { useProject } from "../app/project.tsx";

export type Tree = Schema<"Tree">;
export type TreeNode = Schema<"TreeNode">;

/** The tree of the current definition; not asked for before there is one. */
export function useTree(zone?: string) {
  const { name, definitionVersion } = useProject();
  return useGet(
    "/projects/{project}/tree",
    { path: { project: name }, ...(zone !== undefined && { query: { zone } }) },
    { enabled: definitionVersion !== null },
  );
}
