import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Icon } from "../../ui/icon.tsx";
import { told } from "./announcement.ts";
import styles from "./canvas.module.css";
import { Controller } from "./controller.ts";
import { Controls } from "./controls.tsx";
import { useDiagramStyles } from "./diagram-styles.ts";
import { Find } from "./find.tsx";
import { Minimap } from "./minimap.tsx";
import { IDLE, type Mode } from "./mode.ts";
import type { CanvasProps } from "./types.ts";

/**
 * The diagram. It fills its parent, which must have a height. React draws what stands around the picture; the picture
 * itself, the camera, pointers and keys are the `Controller`'s, so that nothing is rendered while the view moves.
 */
export function Canvas(props: CanvasProps) {
  const { graph, marks, problems, status, selected, editable, stale, theme } = props;
  const surface = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [controller, setController] = useState<Controller>();
  const [mode, setMode] = useState<Mode>(IDLE);
  const [isFinding, setFinding] = useState(false);
  const help = useId();
  const hadFocus = useRef(false);
  useDiagramStyles(theme);

  useLayoutEffect(() => {
    latest.current = props;
  });
  useLayoutEffect(() => {
    const made = new Controller(surface.current as HTMLDivElement, () => latest.current, setMode);
    setController(made);
    return () => made.stop();
  }, []);
  useLayoutEffect(() => {
    if (controller && graph) controller.setGraph(graph);
  }, [controller, graph]);
  useLayoutEffect(() => {
    if (controller && graph) controller.stage.setSignals({ marks, problems, status });
  }, [controller, graph, marks, problems, status]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it asks for the graph, and whether editing is possible
  useLayoutEffect(() => controller?.showSelected(selected), [controller, graph, selected, editable, stale]);
  useEffect(() => {
    if (!isFinding && hadFocus.current) surface.current?.focus();
    hadFocus.current = isFinding;
  }, [isFinding]);

  const sentence = graph ? told(graph, { marks, problems, status }, selected, mode) : "";
  return (
    <div className={`${styles.canvas} ${stale ? styles.stale : ""}`}>
      <div
        ref={surface}
        className={styles.surface}
        role="application"
        aria-roledescription="diagram"
        aria-label={graph ? `Diagram of ${graph.project}: ${graph.summary}` : "Diagram"}
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: one tab stop; arrows go on from there
        tabIndex={0}
        onKeyDown={(event) => {
          if (controller?.keyboard.press(event.nativeEvent, () => setFinding(true))) event.preventDefault();
        }}
        onKeyUp={(event) => controller?.keyboard.release(event.nativeEvent)}
        onBlur={() => controller?.keyboard.blur()}
      />
      <p id={help} className="visually-hidden">
        Arrows go from card to card along the edges. Enter opens. The outline tells the same in words.
      </p>
      <p className="visually-hidden" aria-live="polite">
        {sentence}
      </p>
      {graph && graph.nodes.length === 0 && <p className={styles.nothing}>{graph.summary}</p>}
      {stale && (
        <p className={`${styles.note} ${styles.staleNote}`} role="status">
          <Icon name="warning" />
          The code has mistakes: this is the diagram as it was before them
        </p>
      )}
      {mode.kind !== "idle" && (
        <p className={`${styles.note} ${styles.modeNote}`}>
          {mode.kind === "connect"
            ? "Choose what to connect it to: arrows, / or a click, then Enter. Escape leaves off"
            : "Arrows move it, Enter puts it down. Escape leaves off"}
        </p>
      )}
      {controller && graph && (
        <>
          {isFinding && (
            <Find
              graph={graph}
              onChoose={(id) => {
                setFinding(false);
                controller.find(id);
              }}
              onClose={() => setFinding(false)}
            />
          )}
          <Controls view={controller.view} onFind={() => setFinding(true)} />
          <Minimap graph={graph} view={controller.view} selected={selected} />
        </>
      )}
    </div>
  );
}
