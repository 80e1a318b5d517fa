import type { Box, Point } from "../../../diagram/browser.ts";

/** Where a point of the diagram is on the screen: `x * k + camera.x`, in px from the canvas' upper left corner. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  /** Screen px for a px of the diagram. */
  readonly k: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const LARGEST = 3;
/** A diagram of any size can be seen as a whole, and made a little smaller than that. */
const SMALLEST = 0.2;
const PADDING = 24;
/** In px of the screen: a narrower view is that of a phone. */
const PHONE = 640;
/** The size in which titles can be read. */
const READABLE = 0.45;
/** What is revealed is not below the buttons at the lower border. */
const REVEALED = { horizontally: 16, vertically: 72 } as const;
/** So many px of the diagram stay on the screen, wherever it is moved. */
const KEPT = 80;

/** The whole of `box` in the middle, at most `largest` times its size. */
export function fitted(box: Box, view: Size, largest = 1): Camera {
  const k = Math.min(
    largest,
    Math.max(1, view.width - 2 * PADDING) / Math.max(1, box.width),
    Math.max(1, view.height - 2 * PADDING) / Math.max(1, box.height),
  );
  return centred(box, view, k);
}

/** How a diagram is first seen: as a whole; on a phone, where that would be a stamp, its beginning. */
export function opening(diagram: Size, view: Size): Camera {
  const whole = fitted({ x: 0, y: 0, ...diagram }, view);
  if (view.width >= PHONE || whole.k >= READABLE) return whole;
  const free = (view.height - diagram.height * READABLE) / 2;
  return { k: READABLE, x: PADDING / 2, y: Math.max(PADDING, free) };
}

export function centred(box: Box, view: Size, k: number): Camera {
  return {
    k,
    x: view.width / 2 - (box.x + box.width / 2) * k,
    y: view.height / 2 - (box.y + box.height / 2) * k,
  };
}

/** Larger by `factor`; the point of the diagram that is at `at`, in screen px, stays there. */
export function zoomed(camera: Camera, factor: number, at: Point, diagram: Size, view: Size): Camera {
  const least = Math.min(SMALLEST, fitted({ x: 0, y: 0, ...diagram }, view).k / 1.5);
  const k = Math.min(LARGEST, Math.max(least, camera.k * factor));
  const change = k / camera.k;
  return { k, x: at.x - (at.x - camera.x) * change, y: at.y - (at.y - camera.y) * change };
}

export function panned(camera: Camera, x: number, y: number): Camera {
  return { ...camera, x: camera.x + x, y: camera.y + y };
}

/** As near to the camera as keeps something of the diagram on the screen. */
export function kept(camera: Camera, diagram: Size, view: Size): Camera {
  const within = (at: number, length: number, room: number) => {
    const least = Math.min(KEPT, length, room);
    return Math.min(room - least, Math.max(least - length, at));
  };
  return {
    ...camera,
    x: within(camera.x, diagram.width * camera.k, view.width),
    y: within(camera.y, diagram.height * camera.k, view.height),
  };
}

/** What the camera sees of the diagram. */
export function seen(camera: Camera, view: Size): Box {
  return {
    x: -camera.x / camera.k,
    y: -camera.y / camera.k,
    width: view.width / camera.k,
    height: view.height / camera.k,
  };
}

export function toDiagram({ x, y, k }: Camera, at: Point): Point {
  return { x: (at.x - x) / k, y: (at.y - y) / k };
}

export function toScreen({ x, y, k }: Camera, at: Point): Point {
  return { x: at.x * k + x, y: at.y * k + y };
}

/** Moves no more than is needed to see the box, its middle at least; `undefined` when it is seen already. */
export function revealing(camera: Camera, box: Box, view: Size): Camera | undefined {
  const shift = (at: number, length: number, room: number, most: number) => {
    const margin = Math.min(most, room / 4);
    if (length > room - 2 * margin) return room / 2 - (at + length / 2);
    return Math.max(margin - at, 0) + Math.min(room - margin - (at + length), 0);
  };
  const { x, y } = toScreen(camera, box);
  const dx = shift(x, box.width * camera.k, view.width, REVEALED.horizontally);
  const dy = shift(y, box.height * camera.k, view.height, REVEALED.vertically);
  const isSeen = Math.abs(dx) < 1 && Math.abs(dy) < 1;
  return isSeen ? undefined : panned(camera, dx, dy);
}

/** Between two cameras, as the eye expects it: sizes by ratio. `t` from 0 to 1. */
export function between(from: Camera, to: Camera, t: number): Camera {
  const eased = 1 - (1 - t) ** 3;
  const k = from.k * (to.k / from.k) ** eased;
  // The point of the diagram that both show at the same place moves on a line; without one, everything does.
  const share = Math.abs(to.k - from.k) < 1e-9 ? eased : (k - from.k) / (to.k - from.k);
  return { k, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

export function isSame(one: Camera, other: Camera): boolean {
  return one.x === other.x && one.y === other.y && one.k === other.k;
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** The box with so many px more on each side. */
export function widened({ x, y, width, height }: Box, horizontally: number, vertically = horizontally): Box {
  return {
    x: x - horizontally,
    y: y - vertically,
    width: width + 2 * horizontally,
    height: height + 2 * vertically,
  };
}

export function covers(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
