import { useMemo } from "react";
import { useProject } from "../app/project.tsx";
import { statusByPath } from "../live/node-status.ts";
import { useStatus } from "../live/use-status.ts";
import type { NodeStatus } from "./canvas/types.ts";

/** How containers stand right now, by the node that stands for them. */
export function useNodeStatus(): ReadonlyMap<string, NodeStatus> {
  const { zones } = useStatus(useProject().name);
  return useMemo(
    () =>
      new Map(
        [...statusByPath(zones)].map(([path, { state, ready, desired, detail }]): [string, NodeStatus] => [
          path,
          { state, ready, desired, ...(detail !== undefined && { text: detail }) },
        ]),
      ),
    [zones],
  );
}
