import type { LaidOutGraph } from "../../../diagram/browser.ts";
import { type Camera, covers, seen, widened } from "./camera.ts";
import styles from "./canvas.module.css";
import { attributes, Layer, svgElement } from "./layer.ts";
import { Overlay } from "./overlay.ts";
import { type Picture, pictureOf, type Signals, signalPieces } from "./picture.ts";
import { Pulse } from "./pulse.ts";
import { relatedTo } from "./related.ts";
import type { View } from "./view.ts";

/** Below this size cards are boxes with a large title: their text could not be read. */
const FAR = 0.6;
/** Below this one titles cannot be read either. */
const FARTHEST = 0.16;
/** While it moves the picture is stretched by at most this much before it is drawn anew in its size. */
const STRETCH = 2;
/** In ms without movement, after which the picture is drawn sharp. */
const REST = 140;
/** Around the view, as a share of it, what is kept in the document. */
const AROUND = 0.35;
/** Around the diagram, in its px: a card can be moved out there. What is farther out is clipped, which is faster. */
const MARGIN = 400;

/**
 * The picture in the document. While the camera moves it is one layer that the browser's compositor shifts and stretches;
 * at rest it is drawn in its true size. Cards are in the document near the view only, and as plain boxes from afar.
 *
 * Measured in headless Chromium without a GPU on two busy cores, 500 nodes, 628 edges, 3 s of panning and zooming:
 *
 * | way | frames a second, longest in 20 (ms) |
 * | --- | --- |
 * | a `transform` on one `<g>` | 17, 183 |
 * | the same, cards out of view hidden | 33, 117; and boxes from afar: 41, 67 |
 * | CSS transform on a composited `<svg>` of everything | 47, 50 |
 * | this way | 55–60, 17–33 |
 *
 * What is left is Chromium's sorting of everything that has a `transform` into layers, with each frame: 10 ms for all of
 * such a diagram, 2 ms for what is near the view. So little is in the document, it is clipped, and from very far away
 * icons and arrowheads are not drawn.
 */
export class Stage {
  readonly #view: View;
  readonly #element: HTMLDivElement;
  readonly #svg: SVGSVGElement;
  readonly #layers: Record<keyof Picture | "signals", Layer>;
  readonly overlay: Overlay;
  readonly #pulse: Pulse;
  #graph: LaidOutGraph | undefined;
  #signals: Signals | undefined;
  #scale = 0;
  #near = { x: 0, y: 0, width: 0, height: 0 };
  #level: "near" | "far" | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, view: View) {
    this.#view = view;
    this.#element = document.createElement("div");
    this.#element.className = styles.stage ?? "";
    this.#svg = svgElement("svg", this.#element);
    attributes(this.#svg, { class: `e-svg ${styles.picture}`, "aria-hidden": "true" });
    const frames = new Layer(this.#svg);
    const edges = new Layer(this.#svg);
    const strong = svgElement("g", this.#svg);
    strong.setAttribute("class", styles.strong ?? "");
    const boxes = new Layer(this.#svg);
    const cards = new Layer(this.#svg);
    const toggles = new Layer(this.#svg, styles.toggles);
    const pills = new Layer(this.#svg);
    const names = new Layer(this.#svg);
    const rings = svgElement("g", this.#svg);
    const signals = new Layer(this.#svg);
    this.#layers = { frames, toggles, edges, boxes, cards, pills, names, signals };
    this.overlay = new Overlay(this.#svg, strong, rings, (kind, id) => this.#copyOf(kind, id));
    this.#pulse = new Pulse(this.#element);
    host.prepend(this.#element);
  }

  setGraph(graph: LaidOutGraph): void {
    this.#graph = graph;
    const picture = pictureOf(graph);
    for (const [name, pieces] of Object.entries(picture)) this.#layers[name as keyof Picture].set(pieces);
    const { width, height } = graph;
    this.#svg.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`);
    this.#scale = 0;
    this.#level = undefined;
    this.overlay.setGraph(graph);
    this.draw();
  }

  setSignals(signals: Signals): void {
    this.#signals = signals;
    this.#pulse.set([...signals.status.values()].some(({ state }) => state === "starting"));
    if (this.#graph) this.#layers.signals.set(signalPieces(this.#graph, signals, this.#level === "far"));
  }

  /** Fades everything but the node or edge and what belongs to it. */
  isolate(id: string | undefined): void {
    this.overlay.lift(this.#graph && relatedTo(this.#graph, id));
  }

  readonly draw = (): void => {
    if (!this.#graph || this.#view.size.width === 0) return;
    const { camera } = this.#view;
    const stretch = this.#scale === 0 ? 0 : camera.k / this.#scale;
    if (stretch < 1 / STRETCH || stretch > STRETCH) this.#drawIn(camera.k);
    this.#fill(camera);
    this.#place(camera, camera.k / this.#scale);
    this.#pulse.pause();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(this.#settle, REST);
  };

  remove(): void {
    clearTimeout(this.#rest);
    this.#pulse.set(false);
    this.#element.remove();
  }

  readonly #settle = (): void => {
    const { camera } = this.#view;
    if (camera.k !== this.#scale) this.#drawIn(camera.k);
    // On whole pixels texts are sharp.
    const whole = (at: number) => Math.round(at - MARGIN * camera.k) + MARGIN * camera.k;
    this.#place({ ...camera, x: whole(camera.x), y: whole(camera.y) }, 1);
  };

  #drawIn(scale: number): void {
    const { width, height } = this.#graph as LaidOutGraph;
    this.#scale = scale;
    attributes(this.#svg, { width: (width + 2 * MARGIN) * scale, height: (height + 2 * MARGIN) * scale });
    this.#element.classList.toggle(styles.farthest ?? "", scale < FARTHEST);
    this.overlay.setScale(scale);
  }

  #place({ x, y }: Camera, stretch: number): void {
    const margin = MARGIN * this.#scale * stretch;
    this.#element.style.transform = `translate(${x - margin}px,${y - margin}px) scale(${stretch})`;
  }

  /** Puts what is near the view into the document. */
  #fill(camera: Camera): void {
    const view = seen(camera, this.#view.size);
    const level = camera.k < FAR ? "far" : "near";
    if (level === this.#level && covers(this.#near, view)) return;
    if (level !== this.#level) this.#show(level);
    this.#near = widened(view, view.width * AROUND, view.height * AROUND);
    const { frames, toggles, edges, boxes, cards, pills, names, signals } = this.#layers;
    for (const layer of [frames, toggles, edges, signals]) layer.show(this.#near);
    for (const layer of [cards, pills]) layer.show(level === "near" ? this.#near : undefined);
    for (const layer of [boxes, names]) layer.show(level === "far" ? this.#near : undefined);
  }

  #show(level: "near" | "far"): void {
    this.#level = level;
    this.#element.classList.toggle(styles.far ?? "", level === "far");
    if (this.#signals) this.setSignals(this.#signals);
  }

  #copyOf(kind: "node" | "edge", id: string): readonly SVGGElement[] {
    const { edges, boxes, cards, pills, signals } = this.#layers;
    const isFar = this.#level === "far";
    const layers = kind === "edge" ? [edges, ...(isFar ? [] : [pills])] : [isFar ? boxes : cards, signals];
    return layers.flatMap((layer) => layer.copy(id) ?? []);
  }
}
