import { useMemo } from "react";
import type { Schema } from "../../api/client/types.ts";
import { useProject } from "../app/project.tsx";
import { statusByPath, statusText } from "../live/node-status.ts";
import { useStatus } from "../live/use-status.ts";
import type { NodeStatus } from "./canvas/types.ts";
import { useEditing } from "./editing.tsx";

/** How containers stand right now, by the node that stands for them. */
export function useNodeStatus(): ReadonlyMap<string, NodeStatus> {
  const { zones } = useStatus(useProject().name);
  const { treeBefore } = useEditing();
  return useMemo(
    () =>
      new Map(
        [...statusByPath(zones, containersIn(treeBefore))].map(([path, status]): [string, NodeStatus] => {
          const { state, ready, desired } = status;
          const text = statusText(status);
          return [path, { state, ready, desired, ...(text !== undefined && { text }) }];
        }),
      ),
    [zones, treeBefore],
  );
}

function containersIn(tree: Schema<"Tree"> | undefined): readonly string[] {
  return (tree?.nodes ?? []).filter(({ kind }) => kind === "container").map(({ path }) => path);
}
