import type { Box } from "../../../diagram/browser.ts";
import { overlaps } from "./camera.ts";

const SVG = "http://www.w3.org/2000/svg";

/** A piece of the picture and where it is. */
export interface Piece {
  readonly id: string;
  readonly svg: string;
  /** What it covers, in px of the diagram. */
  readonly box: Box;
  /** The same more closely, where `box` is far more than that: a line's pieces. */
  readonly boxes?: readonly Box[];
  /** The upper left corner of `box` is the 0/0 of `svg`; else `svg` has the coordinates of the diagram. */
  readonly isMoved: boolean;
}

interface Kept {
  piece: Piece;
  element: SVGGElement | undefined;
}

/**
 * Pieces of one kind within a `<g>`. Only those near the view are in the document, and only what has changed is
 * touched, so a diagram of any size costs what is seen of it.
 */
export class Layer {
  readonly element: SVGGElement;
  #kept = new Map<string, Kept>();
  #near: Box | undefined;

  constructor(parent: SVGElement, className = "") {
    this.element = svgElement("g", parent);
    if (className) this.element.setAttribute("class", className);
  }

  set(pieces: readonly Piece[]): void {
    const before = this.#kept;
    this.#kept = new Map(pieces.map((piece) => [piece.id, updated(before.get(piece.id), piece)]));
    for (const [id, { element }] of before) if (!this.#kept.has(id)) element?.remove();
    if (this.#near) this.show(this.#near);
  }

  /** Puts what overlaps `near` into the document, and takes the rest out; undefined: takes out everything. */
  show(near: Box | undefined): void {
    this.#near = near;
    let last: SVGGElement | undefined;
    for (const kept of this.#kept.values()) {
      if (!near || !isNear(kept.piece, near)) {
        kept.element?.remove();
        kept.element = undefined;
        continue;
      }
      kept.element ??= drawn(kept.piece);
      const place: ChildNode | null = last ? last.nextSibling : this.element.firstChild;
      if (place !== kept.element) this.element.insertBefore(kept.element, place);
      last = kept.element;
    }
  }

  /** A copy to show elsewhere, whether the piece is near the view or not. */
  copy(id: string): SVGGElement | undefined {
    const kept = this.#kept.get(id);
    return kept && drawn(kept.piece);
  }

  elementOf(id: string): SVGGElement | undefined {
    return this.#kept.get(id)?.element;
  }
}

function isNear({ box, boxes }: Piece, near: Box): boolean {
  return overlaps(box, near) && (!boxes || boxes.some((one) => overlaps(one, near)));
}

function updated(kept: Kept | undefined, piece: Piece): Kept {
  if (!kept) return { piece, element: undefined };
  const { element, piece: before } = kept;
  if (element && before.svg !== piece.svg) element.innerHTML = piece.svg;
  if (element && piece.isMoved && (before.box.x !== piece.box.x || before.box.y !== piece.box.y))
    move(element, piece.box);
  kept.piece = piece;
  return kept;
}

function drawn({ svg, box, isMoved }: Piece): SVGGElement {
  const element = document.createElementNS(SVG, "g");
  if (isMoved) move(element, box);
  element.innerHTML = svg;
  return element;
}

export function move(element: SVGElement, { x, y }: { readonly x: number; readonly y: number }): void {
  element.setAttribute("transform", `translate(${x} ${y})`);
}

export function svgElement<K extends keyof SVGElementTagNameMap>(name: K, parent?: Element): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  parent?.append(element);
  return element;
}

export function attributes(element: Element, values: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
}
