import type { Box, Point } from "../../../diagram/browser.ts";
import {
  between,
  type Camera,
  centred,
  fitted,
  isSame,
  kept,
  opening,
  panned,
  revealing,
  type Size,
  zoomed,
} from "./camera.ts";

const ANIMATION = 220;

/**
 * The camera, outside of React: who moves it tells nobody but those who draw, once a frame. Until a person moves it, it
 * shows all of the diagram, however that grows.
 */
export class View {
  camera: Camera = { x: 0, y: 0, k: 1 };
  size: Size = { width: 0, height: 0 };
  diagram: Size = { width: 0, height: 0 };
  readonly #drawers = new Set<() => void>();
  #isFitted = true;
  #frame = 0;
  #animation: { readonly from: Camera; readonly to: Camera; readonly start: number } | undefined;

  /** Called once in each frame in which the camera has moved. Gives the way to stop it. */
  onFrame(draw: () => void): () => void {
    this.#drawers.add(draw);
    return () => this.#drawers.delete(draw);
  }

  setDiagram(diagram: Size): void {
    if (diagram.width === this.diagram.width && diagram.height === this.diagram.height) return;
    this.diagram = diagram;
    this.#settle();
  }

  setSize(size: Size): void {
    const { width, height } = this.size;
    if (size.width === width && size.height === height) return;
    this.size = size;
    // What was in the middle stays there.
    if (width > 0) this.camera = panned(this.camera, (size.width - width) / 2, (size.height - height) / 2);
    this.#settle();
  }

  pan(x: number, y: number): void {
    this.#moveTo(panned(this.#goal, x, y));
  }

  /** Around a point of the screen; without one, around the middle. */
  zoom(factor: number, at: Point = this.middle, isAnimated = false): void {
    this.#moveTo(zoomed(this.#goal, factor, at, this.diagram, this.size), isAnimated);
  }

  fit(isAnimated = true): void {
    this.#isFitted = true;
    this.#goTo(this.#whole, isAnimated);
  }

  /** In its own size, around what is in the middle. */
  actualSize(): void {
    this.zoom(1 / this.#goal.k, this.middle, true);
  }

  /** Moves so far that the box can be seen; not at all when it is. */
  reveal(box: Box): void {
    const camera = this.size.width > 0 ? revealing(this.#goal, box, this.size) : undefined;
    if (camera) this.#moveTo(camera, true);
  }

  /** Puts a point of the diagram into the middle. */
  centre(at: Point): void {
    this.#moveTo(centred({ ...at, width: 0, height: 0 }, this.size, this.camera.k));
  }

  get middle(): Point {
    return { x: this.size.width / 2, y: this.size.height / 2 };
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  get #goal(): Camera {
    return this.#animation?.to ?? this.camera;
  }

  get #whole(): Camera {
    return fitted({ x: 0, y: 0, ...this.diagram }, this.size);
  }

  #settle(): void {
    if (this.size.width === 0 || this.diagram.width === 0) return;
    this.#animation = undefined;
    this.camera = this.#isFitted ? opening(this.diagram, this.size) : kept(this.camera, this.diagram, this.size);
    this.#ask();
  }

  #moveTo(camera: Camera, isAnimated = false): void {
    this.#isFitted = false;
    this.#goTo(kept(camera, this.diagram, this.size), isAnimated);
  }

  #goTo(camera: Camera, isAnimated: boolean): void {
    this.#animation = undefined;
    if (isSame(camera, this.camera)) return;
    if (isAnimated && !prefersStillness())
      this.#animation = { from: this.camera, to: camera, start: performance.now() };
    else this.camera = camera;
    this.#ask();
  }

  #ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  readonly #draw = (now: number): void => {
    this.#frame = 0;
    if (this.#animation) {
      const { from, to, start } = this.#animation;
      const t = Math.min(1, Math.max(0, (now - start) / ANIMATION));
      this.camera = t === 1 ? to : between(from, to, t);
      if (t === 1) this.#animation = undefined;
      else this.#ask();
    }
    for (const draw of this.#drawers) draw();
  };
}

export function prefersStillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
