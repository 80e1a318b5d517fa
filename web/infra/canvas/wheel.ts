import type { Point } from "../../../diagram/browser.ts";

interface Turned {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0: px, 1: lines, 2: pages. */
  readonly deltaMode: number;
  readonly shiftKey: boolean;
}

const PIXELS = [1, 16, 400];
/** A notch of a mouse wheel turns ten times as far as a movement of two fingers does: it counts as this much at most. */
const FARTHEST = 40;

/** The factor by which a turn of the wheel makes the diagram larger. */
export function wheelZoom({ deltaY, deltaMode }: Turned): number {
  const turned = deltaY * (PIXELS[deltaMode] ?? 1);
  return Math.exp(-Math.max(-FARTHEST, Math.min(FARTHEST, turned)) / 140);
}

/** How far a turn of the wheel moves the picture. A mouse has one wheel: Shift makes it go sideways. */
export function wheelPan({ deltaX, deltaY, deltaMode, shiftKey }: Turned): Point {
  const pixels = PIXELS[deltaMode] ?? 1;
  const isSideways = shiftKey && deltaX === 0;
  const [x, y] = isSideways ? [deltaY, 0] : [deltaX, deltaY];
  return { x: -x * pixels || 0, y: -y * pixels || 0 };
}
