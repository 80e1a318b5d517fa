import { collapsedCardOf, GRID, type LaidOutGraph } from "../../../diagram/browser.ts";
import { toDiagram } from "./camera.ts";
import type { Controller } from "./controller.ts";
import { actionOf, type CanvasAction } from "./keys.ts";
import { IDLE } from "./mode.ts";
import { mayConnect } from "./related.ts";
import { type Direction, endNode, nextNode, nodeNear } from "./walk.ts";

const PAN = 80;
const ZOOM = 1.25;
const WAYS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  right: [1, 0],
  left: [-1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** What keys do while the canvas has the focus. */
export class Keyboard {
  readonly #controller: Controller;

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  /** Says whether the key was the canvas' own. `find` opens the search. */
  press(event: KeyboardEvent, find: () => void): boolean {
    if (event.key === " ") {
      this.#controller.holdsSpace = true;
      return true;
    }
    const { graph } = this.#controller;
    const action = actionOf(event);
    if (!action || !graph) return false;
    return this.#do(action, graph, find);
  }

  release(event: KeyboardEvent): void {
    if (event.key === " ") this.#controller.holdsSpace = false;
  }

  /** The key may be let go of where nobody tells us. */
  blur(): void {
    this.#controller.holdsSpace = false;
  }

  #do(action: CanvasAction, graph: LaidOutGraph, find: () => void): boolean {
    const { view, props } = this.#controller;
    switch (action.does) {
      case "walk":
        return this.#walk(graph, action.direction);
      case "pan": {
        const [x, y] = WAYS[action.direction];
        view.pan(-x * PAN, -y * PAN);
        return true;
      }
      case "first":
      case "last":
        return this.#goTo(endNode(graph, action.does));
      case "fit":
        view.fit();
        return true;
      case "actual-size":
        view.actualSize();
        return true;
      case "zoom-in":
      case "zoom-out":
        view.zoom(action.does === "zoom-in" ? ZOOM : 1 / ZOOM, view.middle, true);
        return true;
      case "find":
        find();
        return true;
      case "open":
        return this.#enter();
      case "escape":
        if (this.#controller.leaveOff()) return true;
        if (props.selected === undefined) return false;
        props.onSelect(undefined);
        return true;
      case "collapse":
        return this.#collapse(graph);
      default:
        return this.#controller.canEdit && this.#edit(action.does);
    }
  }

  /** With a connection at work the arrows choose its end, with a card at work they move it. */
  #walk(graph: LaidOutGraph, direction: Direction): boolean {
    const { mode, props, view } = this.#controller;
    if (mode.kind === "move") {
      const [x, y] = WAYS[direction];
      this.#controller.setMode({ ...mode, at: { x: mode.at.x + x * GRID, y: mode.at.y + y * GRID } });
      return true;
    }
    if (mode.kind === "connect") {
      const to = nextNode(graph, mode.to ?? mode.from, direction);
      if (to !== undefined) this.#controller.setMode({ ...mode, to });
      const node = this.#controller.nodeOf(to);
      if (node) view.reveal(node);
      return true;
    }
    const here = this.#controller.nodeOf(props.selected);
    const middle = toDiagram(view.camera, view.middle);
    return this.#goTo(here ? nextNode(graph, here.id, direction) : nodeNear(graph, middle));
  }

  #goTo(id: string | undefined): boolean {
    if (id !== undefined) this.#controller.props.onSelect(id);
    return true;
  }

  #enter(): boolean {
    const { mode, props, graph } = this.#controller;
    if (mode.kind === "connect") {
      if (mode.to === undefined || !graph || !mayConnect(graph, mode.from, mode.to)) return true;
      this.#controller.setMode(IDLE);
      this.#controller.connect(mode.from, mode.to);
    } else if (mode.kind === "move") {
      this.#controller.setMode(IDLE);
      this.#controller.place(mode.id, mode.at);
    } else if (props.selected !== undefined) this.#controller.open(props.selected);
    return true;
  }

  #collapse(graph: LaidOutGraph): boolean {
    const { props } = this.#controller;
    const node = this.#controller.nodeOf(props.selected);
    const group = graph.groups.find(({ id }) => id === node?.group);
    if (node?.collapses) props.onCollapse(node.collapses.id);
    else if (group?.kind === "tag" || group?.kind === "outside") {
      props.onCollapse(group.id);
      // What was selected is not to be seen any more: the same key opens its group again.
      props.onSelect(collapsedCardOf(group.id));
    }
    return true;
  }

  #edit(does: "delete" | "duplicate" | "rename" | "add" | "connect" | "move"): boolean {
    const { props } = this.#controller;
    const { selected } = props;
    if (does === "add") {
      this.#controller.edit({ kind: "add", ...(selected !== undefined && { near: selected }) });
      return true;
    }
    const node = this.#controller.nodeOf(selected);
    if (selected === undefined || node?.ghost) return true;
    if (does === "delete") this.#controller.edit({ kind: "delete", id: selected });
    else if (!node || node.kind === "collapsed") return true;
    else if (does === "move") this.#controller.setMode({ kind: "move", id: node.id, at: node });
    else if (does !== "connect") this.#controller.edit({ kind: does, id: node.id });
    else if (node.kind === "container") this.#controller.setMode({ kind: "connect", from: node.id, to: undefined });
    return true;
  }
}
