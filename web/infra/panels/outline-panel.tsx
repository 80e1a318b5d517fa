import { lazy, Suspense } from "react";
import { Loading } from "../../ui/note.tsx";
import { useEditing } from "../editing.tsx";
import { useInfraActions } from "../infra-actions.tsx";
import { useNodeStatus } from "../use-node-status.ts";

const TreeOutline = lazy(() =>
  import("../canvas/tree-outline.tsx").then((module) => ({ default: module.TreeOutline })),
);

/** The same as the diagram, in words. */
export function OutlinePanel() {
  const { graph, openDetails } = useInfraActions();
  const { marks, problems, selected, select } = useEditing();
  const status = useNodeStatus();
  if (!graph) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <TreeOutline
        graph={graph}
        marks={marks}
        problems={problems}
        status={status}
        selected={selected}
        onSelect={select}
        onOpen={openDetails}
      />
    </Suspense>
  );
}
