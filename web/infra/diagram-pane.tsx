import { lazy, Suspense } from "react";
import { useProject } from "../app/project.tsx";
import { useTheme } from "../app/theme.ts";
import { LiveNote } from "../live/live-note.tsx";
import { useStatus } from "../live/use-status.ts";
import { Loading } from "../ui/note.tsx";
import { EditNotes } from "./edit-notes.tsx";
import { useEditing } from "./editing.tsx";
import { useInfraActions } from "./infra-actions.tsx";
import styles from "./infra-view.module.css";
import { useNodeStatus } from "./use-node-status.ts";

const Canvas = lazy(() => import("./canvas/canvas.tsx").then((module) => ({ default: module.Canvas })));

/** The diagram of what is edited, with what is live drawn onto it. */
export function DiagramPane() {
  const { name } = useProject();
  const { editable, marks, problems, selected, select, stale } = useEditing();
  const { graph, placement, onIntent, openDetails } = useInfraActions();
  const theme = useTheme();
  const live = useStatus(name);
  const status = useNodeStatus();
  const drawing = (
    <div className={styles.waiting}>
      <Loading what="Drawing the diagram" />
    </div>
  );
  return (
    <section className={styles.diagram} aria-label="Diagram">
      <div className={styles.live}>
        <LiveNote status={live} />
      </div>
      <div className={styles.canvas}>
        <Suspense fallback={graph && drawing}>
          <Canvas
            graph={graph}
            marks={marks}
            problems={problems}
            status={status}
            selected={selected}
            onSelect={select}
            onOpen={openDetails}
            editable={editable}
            onEdit={onIntent}
            collapsed={placement.collapsed}
            onCollapse={placement.collapse}
            stale={stale}
            theme={theme}
          />
        </Suspense>
        {!graph &&
          (stale ? (
            <div className={styles.waiting}>
              <p className="muted">There is nothing to draw before the errors in the code are mended.</p>
            </div>
          ) : (
            drawing
          ))}
        <EditNotes />
      </div>
    </section>
  );
}
