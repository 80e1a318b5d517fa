import { useEffect, useMemo } from "react";
import type { LaidOutGraph } from "../../diagram/browser.ts";
import { useLayout } from "./canvas/use-layout.ts";
import { useEditing } from "./editing.tsx";
import { measureSinceEdit } from "./session/measures.ts";
import type { PlacementControl } from "./use-placement.ts";
import { useChecks, useSession } from "./use-workspace.ts";

/** What is edited, laid out, with ghosts of what would be removed. */
export function useDiagram(placement: PlacementControl): LaidOutGraph | undefined {
  const { tree, treeBefore, editable } = useEditing();
  const isEdited = useSession((session) => session.isEdited);
  const { collapsed, pinned, remembered, tidied, remember, isKnown } = placement;
  // Manifests are the zone's matter: nothing of them is drawn.
  const now = useMemo(() => (tree && isKnown ? { ...tree, manifests: [] } : undefined), [tree, isKnown]);
  const before = useMemo(
    () => (editable && isEdited && treeBefore ? { ...treeBefore, manifests: [] } : undefined),
    [editable, isEdited, treeBefore],
  );
  useEffect(() => {
    if (now) mark("tree-known");
  }, [now]);
  const { isCurrent } = useChecks();
  const { graph, busy } = useLayout(now, { collapsed, before, remembered, pinned, tidied });
  useEffect(() => {
    if (graph && !busy && isCurrent) measureSinceEdit("edit-to-diagram");
  }, [graph, busy, isCurrent]);
  useEffect(() => {
    if (!graph) return;
    // Two frames later it has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => mark("diagram-drawn")));
    // Who only looks leaves no trace; who edits finds everything where it was.
    if (isEdited) remember(graph.nodes);
  }, [graph, isEdited, remember]);
  return graph;
}

/** The last time something happened, for `npm run bench:web` and the browser's own tools. */
function mark(name: string): void {
  performance.clearMarks(name);
  performance.mark(name);
}
