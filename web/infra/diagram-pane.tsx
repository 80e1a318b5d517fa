import { lazy, Suspense, useMemo } from "react";
import { useLocation } from "wouter";
import { useProject } from "../app/project.tsx";
import { useTheme } from "../app/theme.ts";
import { LiveNote } from "../live/live-note.tsx";
import { statusByPath } from "../live/node-status.ts";
import { useStatus } from "../live/use-status.ts";
import { Loading } from "../ui/note.tsx";
import type { NodeStatus } from "./canvas/types.ts";
import { EditNotes } from "./edit-notes.tsx";
import { useEditing } from "./editing.tsx";
import { useInfraActions } from "./infra-actions.tsx";
import styles from "./infra-view.module.css";
import { Inspector } from "./inspector/inspector.tsx";

const Canvas = lazy(() => import("./canvas/canvas.tsx").then((module) => ({ default: module.Canvas })));

/** The diagram of what is edited, with what is live drawn onto it. */
export function DiagramPane() {
  const { name } = useProject();
  const { editable, marks, problems, selected, select, stale, tree } = useEditing();
  const { graph, placement, onIntent } = useInfraActions();
  const theme = useTheme();
  const live = useStatus(name);
  const [, go] = useLocation();
  const status = useMemo(() => {
    const found = [...statusByPath(live.zones)].map(
      ([path, { state, ready, desired, detail }]): [string, NodeStatus] => [
        path,
        { state, ready, desired, ...(detail !== undefined && { text: detail }) },
      ],
    );
    return new Map(found);
  }, [live]);
  const open = (id: string) => {
    const node = tree?.nodes.find(({ path }) => path === id);
    if (node?.kind === "container") go(`/projects/${name}/containers/${encodeURIComponent(node.name)}`);
    else select(id);
  };
  return (
    <section className={styles.diagram} aria-label="Diagram">
      <div className={styles.live}>
        <LiveNote status={live} />
      </div>
      <div className={styles.stage}>
        <div className={styles.split}>
          <div className={styles.canvas}>
            <Suspense fallback={<Loading what="Loading the diagram" />}>
              <Canvas
                graph={graph}
                marks={marks}
                problems={problems}
                status={status}
                selected={selected}
                onSelect={select}
                onOpen={open}
                editable={editable}
                onEdit={onIntent}
                collapsed={placement.collapsed}
                onCollapse={placement.collapse}
                stale={stale}
                theme={theme}
              />
            </Suspense>
            <EditNotes />
          </div>
          <Inspector />
        </div>
      </div>
    </section>
  );
}
