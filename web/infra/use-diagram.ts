import { useEffect, useMemo } from "react";
import type { LaidOutGraph } from "../../diagram/browser.ts";
import { useLayout } from "./canvas/use-layout.ts";
import { useEditing } from "./editing.tsx";
import type { PlacementControl } from "./use-placement.ts";
import { useSession } from "./use-workspace.ts";

/** What is edited, laid out, with ghosts of what would be removed. */
export function useDiagram({ collapsed }: PlacementControl): LaidOutGraph | undefined {
  const { tree, treeBefore, editable } = useEditing();
  const isEdited = useSession((session) => session.isEdited);
  // Manifests are the zone's matter: nothing of them is drawn.
  const now = useMemo(() => tree && { ...tree, manifests: [] }, [tree]);
  const before = useMemo(
    () => (editable && isEdited && treeBefore ? { ...treeBefore, manifests: [] } : undefined),
    [editable, isEdited, treeBefore],
  );
  const { graph } = useLayout(now, { collapsed, before });
  useEffect(() => {
    if (graph && performance.getEntriesByName("infra-edit").length > 0)
      performance.measure("edit-to-diagram", "infra-edit");
  }, [graph]);
  return graph;
}
