import type { Box, LaidOutGraph, Point } from "../../../diagram/browser.ts";
import styles from "./canvas.module.css";
import { attributes, move, svgElement } from "./layer.ts";
import { type Related, relatedTo } from "./related.ts";

type CopyOf = (kind: "node" | "edge", id: string) => readonly SVGGElement[];

/** What is at work above the picture: selection, isolation, a connection or a card that is being drawn. */
export class Overlay {
  readonly #copyOf: CopyOf;
  readonly #strong: SVGGElement;
  readonly #veil: SVGRectElement;
  readonly #lifted: SVGGElement;
  readonly #ring: SVGRectElement;
  readonly #target: SVGRectElement;
  readonly #handle: SVGGElement;
  readonly #line: SVGPathElement;
  readonly #carried: SVGGElement;
  #graph: LaidOutGraph | undefined;
  #selected: string | undefined;
  #hasHandle = false;
  #scale = 1;

  /** `strong` is below the cards, `rings` below what is said of them. */
  constructor(svg: SVGSVGElement, strong: SVGGElement, rings: SVGGElement, copyOf: CopyOf) {
    this.#copyOf = copyOf;
    this.#strong = strong;
    this.#veil = hidden(svgElement("rect", svg), styles.veil);
    this.#lifted = svgElement("g", svg);
    this.#ring = hidden(svgElement("rect", rings), styles.ring);
    this.#target = hidden(svgElement("rect", rings), `${styles.ring} ${styles.target}`);
    this.#line = hidden(svgElement("path", svg), styles.draft);
    this.#handle = hidden(svgElement("g", svg), styles.handle);
    svgElement("circle", this.#handle).setAttribute("r", "9");
    svgElement("path", this.#handle).setAttribute("d", "M-4 0H4M1 -3L4 0L1 3");
    this.#carried = hidden(svgElement("g", svg), styles.carried);
  }

  setGraph(graph: LaidOutGraph): void {
    this.#graph = graph;
    const margin = Math.max(graph.width, graph.height);
    attributes(this.#veil, {
      x: -margin,
      y: -margin,
      width: graph.width + 2 * margin,
      height: graph.height + 2 * margin,
    });
    this.lift(undefined);
    this.select(this.#selected, this.#hasHandle);
  }

  setScale(scale: number): void {
    this.#scale = scale;
    this.select(this.#selected, this.#hasHandle);
  }

  lift(related: Related | undefined): void {
    show(this.#veil, related !== undefined);
    this.#lifted.replaceChildren(
      ...[...(related?.edges ?? [])].flatMap((id) => this.#copyOf("edge", id)),
      ...[...(related?.nodes ?? [])].flatMap((id) => this.#copyOf("node", id)),
    );
  }

  select(id: string | undefined, hasHandle: boolean): void {
    this.#selected = id;
    this.#hasHandle = hasHandle;
    const box = this.#boxOf(id);
    this.#surround(this.#ring, box);
    show(this.#handle, hasHandle && box !== undefined);
    if (box) {
      const { x, y } = handleOf(box);
      this.#handle.setAttribute("transform", `translate(${x} ${y}) scale(${1 / this.#scale})`);
    }
    const edges = this.#graph && relatedTo(this.#graph, id)?.edges;
    this.#strong.replaceChildren(...[...(edges ?? [])].flatMap((edge) => this.#copyOf("edge", edge).slice(0, 1)));
  }

  /** A connection from a node to a point or to another node, that is not made yet. */
  drawConnection(from: string, to: Point | string): void {
    const [source, target] = [this.#boxOf(from), typeof to === "string" ? this.#boxOf(to) : undefined];
    if (!source) {
      this.endConnection();
      return;
    }
    const start = handleOf(source);
    const end = target ? { x: target.x, y: target.y + target.height / 2 } : (to as Point);
    const bend = Math.max(40, Math.abs(end.x - start.x) / 2);
    this.#line.setAttribute(
      "d",
      `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`,
    );
    show(this.#line, true);
    this.#surround(this.#target, target);
  }

  endConnection(): void {
    show(this.#line, false);
    show(this.#target, false);
  }

  /** The node's card at another place, until it is put down. */
  carry(id: string, at: Point): void {
    if (this.#carried.childElementCount === 0) {
      const copies = this.#copyOf("node", id);
      for (const copy of copies) copy.removeAttribute("transform");
      this.#carried.replaceChildren(...copies);
      show(this.#carried, true);
    }
    move(this.#carried, at);
  }

  putDown(): void {
    this.#carried.replaceChildren();
    show(this.#carried, false);
  }

  #boxOf(id: string | undefined): Box | undefined {
    return this.#graph?.nodes.find((node) => node.id === id) ?? this.#graph?.groups.find((group) => group.id === id);
  }

  #surround(rect: SVGRectElement, box: Box | undefined): void {
    show(rect, box !== undefined);
    if (!box) return;
    const gap = 4;
    const { x, y, width, height } = box;
    attributes(rect, { x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap, rx: 12 + gap });
  }
}

/** Where a connection begins: at the middle of the right side. */
export function handleOf({ x, y, width, height }: Box): Point {
  return { x: x + width, y: y + height / 2 };
}

function hidden<E extends SVGElement>(element: E, className: string | undefined): E {
  element.setAttribute("class", className ?? "");
  show(element, false);
  return element;
}

function show(element: SVGElement, isShown: boolean): void {
  if (isShown) element.removeAttribute("display");
  else element.setAttribute("display", "none");
}
