import { memo, type PointerEvent, useEffect, useRef } from "react";
import type { LaidOutGraph } from "../../../diagram/browser.ts";
import { covers, seen } from "./camera.ts";
import styles from "./canvas.module.css";
import type { View } from "./view.ts";

const MOST = { width: 180, height: 130 };

/** All of the diagram, small, and what the view shows of it; a press or a drag goes there. */
export function Minimap({
  graph,
  view,
  selected,
}: {
  readonly graph: LaidOutGraph;
  readonly view: View;
  readonly selected: string | undefined;
}) {
  const frame = useRef<SVGRectElement>(null);
  const map = useRef<SVGSVGElement>(null);
  const { width, height } = graph;
  const scale = Math.min(MOST.width / width, MOST.height / height);
  const node = graph.nodes.find(({ id }) => id === selected);

  useEffect(() => {
    const draw = () => {
      const { x, y, width: wide, height: high } = seen(view.camera, view.size);
      const [left, top] = [Math.max(0, x), Math.max(0, y)];
      const rect = frame.current;
      // Who sees everything needs no map.
      map.current?.parentElement?.toggleAttribute(
        "hidden",
        covers({ x, y, width: wide, height: high }, { x: 0, y: 0, width, height }),
      );
      rect?.setAttribute("x", String(left));
      rect?.setAttribute("y", String(top));
      rect?.setAttribute("width", String(Math.max(0, Math.min(width, x + wide) - left)));
      rect?.setAttribute("height", String(Math.max(0, Math.min(height, y + high) - top)));
    };
    draw();
    return view.onFrame(draw);
  }, [view, width, height]);

  const go = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const box = (map.current as SVGSVGElement).getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    view.centre({
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    });
  };
  return (
    <div className={styles.minimap} aria-hidden="true">
      <svg
        ref={map}
        width={width * scale}
        height={height * scale}
        viewBox={`0 0 ${width} ${height}`}
        onPointerDown={go}
        onPointerMove={go}
        aria-hidden="true"
      >
        <Boxes graph={graph} />
        {node && <rect className={styles.mapSelected} x={node.x} y={node.y} width={node.width} height={node.height} />}
        <rect ref={frame} className={styles.mapView} />
      </svg>
    </div>
  );
}

const Boxes = memo(({ graph }: { readonly graph: LaidOutGraph }) => (
  <>
    {graph.groups.map(({ id, x, y, width, height }) => (
      <rect key={id} className={styles.mapFrame} x={x} y={y} width={width} height={height} />
    ))}
    {graph.nodes.map(({ id, kind, x, y, width, height }) => (
      <rect key={id} className={`e-tile-${kind} ${styles.mapBox}`} x={x} y={y} width={width} height={height} />
    ))}
  </>
));
