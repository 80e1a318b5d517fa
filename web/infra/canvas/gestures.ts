import type { Point } from "../../../diagram/browser.ts";
import type { View } from "./view.ts";
import { wheelPan, wheelZoom } from "./wheel.ts";

/** What a press takes hold of: the view itself, the handle that begins a connection, a card that is to be moved. */
export type Pressable =
  | { readonly kind: "ground" }
  | { readonly kind: "handle"; readonly id: string }
  | { readonly kind: "card"; readonly id: string };

/** What a finger or a mouse does with what is below it. Points are px of the surface. */
export interface GestureHandler {
  /** What a press at this point takes hold of. */
  readonly at: (point: Point, isTouch: boolean) => Pressable;
  readonly hover: (point: Point | undefined) => void;
  readonly tap: (point: Point) => void;
  readonly open: (point: Point) => void;
  readonly connect: (from: string, to: Point) => void;
  /** undefined: it was left off. */
  readonly connected: (from: string, to: Point | undefined) => void;
  readonly carry: (id: string, by: Point) => void;
  readonly carried: (id: string, by: Point | undefined) => void;
}

/** So far a press may stray and still be a tap. */
const STRAY = { mouse: 4, touch: 10 };

const GROUND: Pressable = { kind: "ground" };

interface Press {
  readonly pointer: number;
  readonly start: Point;
  last: Point;
  readonly on: Pressable;
  readonly stray: number;
  isDrag: boolean;
}

/** Reads the pointers and the wheel over a surface: pans and zooms the view itself, and tells the handler of the rest. */
export class Gestures {
  readonly #surface: HTMLElement;
  readonly #view: View;
  readonly #handler: () => GestureHandler;
  readonly #pointers = new Map<number, Point>();
  readonly #end = new AbortController();
  #press: Press | undefined;
  /** While it is held every drag moves the view. */
  holdsSpace = false;

  constructor(surface: HTMLElement, view: View, handler: () => GestureHandler) {
    this.#surface = surface;
    this.#view = view;
    this.#handler = handler;
    const { signal } = this.#end;
    surface.addEventListener("pointerdown", this.#down, { signal });
    surface.addEventListener("pointermove", this.#move, { signal });
    surface.addEventListener("pointerup", this.#up, { signal });
    surface.addEventListener("pointercancel", this.#cancel, { signal });
    surface.addEventListener("pointerleave", () => handler().hover(undefined), { signal });
    surface.addEventListener("dblclick", (event) => handler().open(this.#pointOf(event)), { signal });
    surface.addEventListener("wheel", this.#wheel, { signal, passive: false });
  }

  stop(): void {
    this.#end.abort();
  }

  /** Id of the card, or of the card of the handle, that is pressed. */
  get held(): string | undefined {
    const on = this.#press?.on;
    return on && on.kind !== "ground" ? on.id : undefined;
  }

  /** Leaves off what is being dragged. Says whether there was anything. */
  leaveOff(): boolean {
    const press = this.#press;
    this.#press = undefined;
    if (!press?.isDrag || press.on.kind === "ground") return false;
    this.#finish(press, undefined);
    return true;
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.pointerType === "mouse" && event.button > 1) return;
    const point = this.#pointOf(event);
    this.#pointers.set(event.pointerId, point);
    this.#surface.setPointerCapture(event.pointerId);
    // A middle click would begin to scroll by itself.
    if (event.button === 1) event.preventDefault();
    if (this.#pointers.size > 1) {
      this.leaveOff();
      return;
    }
    const isTouch = event.pointerType === "touch";
    const isPan = this.holdsSpace || event.button === 1;
    const on = isPan ? GROUND : this.#handler().at(point, isTouch);
    const stray = isTouch ? STRAY.touch : STRAY.mouse;
    this.#press = { pointer: event.pointerId, start: point, last: point, on, stray, isDrag: false };
  };

  readonly #move = (event: PointerEvent): void => {
    const point = this.#pointOf(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.#handler().hover(point);
      return;
    }
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, before, point);
    this.#pointers.set(event.pointerId, point);
    const press = this.#press;
    if (press?.pointer === event.pointerId) this.#drag(press, point);
  };

  #drag(press: Press, point: Point): void {
    if (!press.isDrag && Math.hypot(point.x - press.start.x, point.y - press.start.y) < press.stray) return;
    if (!press.isDrag) this.#handler().hover(undefined);
    press.isDrag = true;
    const { k } = this.#view.camera;
    const handler = this.#handler();
    if (press.on.kind === "handle") handler.connect(press.on.id, point);
    else if (press.on.kind === "card") {
      this.#surface.dataset.cursor = "move";
      handler.carry(press.on.id, { x: (point.x - press.start.x) / k, y: (point.y - press.start.y) / k });
    } else {
      this.#surface.dataset.cursor = "grabbing";
      this.#view.pan(point.x - press.last.x, point.y - press.last.y);
    }
    press.last = point;
  }

  /** Two fingers: what is between them stays between them. */
  #pinch(moved: number, before: Point, now: Point): void {
    const other = [...this.#pointers].find(([id]) => id !== moved)?.[1] as Point;
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const apart = (point: Point) => Math.max(20, Math.hypot(point.x - other.x, point.y - other.y));
    this.#view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.#view.zoom(apart(now) / apart(before), middle);
  }

  readonly #up = (event: PointerEvent): void => {
    const press = this.#press;
    this.#release(event);
    if (press?.pointer !== event.pointerId) return;
    this.#press = undefined;
    const point = this.#pointOf(event);
    if (press.isDrag) this.#finish(press, point);
    else if (event.button === 0) this.#handler().tap(point);
  };

  readonly #cancel = (event: PointerEvent): void => {
    this.#release(event);
    if (this.#press?.pointer === event.pointerId) this.leaveOff();
  };

  #release(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    delete this.#surface.dataset.cursor;
  }

  #finish({ on, start }: Press, end: Point | undefined): void {
    const { k } = this.#view.camera;
    const handler = this.#handler();
    if (on.kind === "handle") handler.connected(on.id, end);
    if (on.kind === "card") handler.carried(on.id, end && { x: (end.x - start.x) / k, y: (end.y - start.y) / k });
  }

  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.#handler().hover(undefined);
    if (event.ctrlKey || event.metaKey) this.#view.zoom(wheelZoom(event), this.#pointOf(event));
    else {
      const { x, y } = wheelPan(event);
      this.#view.pan(x, y);
    }
  };

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#surface.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}
