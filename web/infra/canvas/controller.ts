import { type LaidOutGraph, type LaidOutNode, onPlacementGrid, type Point } from "../../../diagram/browser.ts";
import { toDiagram, toScreen } from "./camera.ts";
import { type GestureHandler, Gestures, type Pressable } from "./gestures.ts";
import { hitAt, isIn } from "./hit.ts";
import { Keyboard } from "./keyboard.ts";
import { cardsOf, IDLE, type Mode } from "./mode.ts";
import { handleOf } from "./overlay.ts";
import { connectionOf, mayConnect } from "./related.ts";
import { Stage } from "./stage.ts";
import { togglesOf } from "./toggles.ts";
import type { CanvasIntent, CanvasProps } from "./types.ts";
import { View } from "./view.ts";

/** How near to a line a pointer must be, in px of the screen. */
const REACH = { mouse: 6, touch: 14 };
const HANDLE_REACH = { mouse: 12, touch: 24 };
/** In ms: what the pointer only crosses isolates nothing. */
const HOVER_DELAY = 90;

/** Joins the view, the picture, pointers and keys. It lives as long as the canvas is shown, and asks for its props. */
export class Controller {
  readonly view = new View();
  readonly stage: Stage;
  readonly keyboard: Keyboard;
  readonly #surface: HTMLElement;
  readonly #props: () => CanvasProps;
  readonly #gestures: Gestures;
  readonly #onMode: (mode: Mode) => void;
  readonly #resize: ResizeObserver;
  #mode: Mode = IDLE;
  #drawn: LaidOutGraph | undefined;
  #hovered: string | undefined;
  #revealed: string | undefined;
  #hoverTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(surface: HTMLElement, props: () => CanvasProps, onMode: (mode: Mode) => void) {
    this.#surface = surface;
    this.#props = props;
    this.#onMode = onMode;
    this.stage = new Stage(surface, this.view);
    this.keyboard = new Keyboard(this);
    this.#gestures = new Gestures(surface, this.view, () => this.#handler);
    this.view.onFrame(this.stage.draw);
    this.#resize = new ResizeObserver(() => this.#measure());
    this.#resize.observe(surface);
    this.#measure();
  }

  stop(): void {
    clearTimeout(this.#hoverTimer);
    this.#resize.disconnect();
    this.#gestures.stop();
    this.view.stop();
    this.stage.remove();
  }

  /** What is at work goes on, unless one of its cards is gone or stands elsewhere now. */
  setGraph(graph: LaidOutGraph): void {
    const before = this.#drawn;
    this.#drawn = graph;
    const stays = (id: string) => isSamePlace(nodeIn(before, id), nodeIn(graph, id));
    if (!cardsOf(this.#mode).every(stays)) this.setMode(IDLE);
    const { held } = this.#gestures;
    if (held !== undefined && !stays(held)) this.#gestures.leaveOff();
    this.stage.setGraph(graph);
    this.view.setDiagram(graph);
  }

  /** Shows what is selected, and moves the view so that it can be seen: once, when it is there. */
  showSelected(id: string | undefined): void {
    const node = this.nodeOf(id);
    this.stage.overlay.select(id, this.canEdit && node?.kind === "container" && !node.ghost);
    if (node && id !== this.#revealed) this.view.reveal(node);
    this.#revealed = node && id;
  }

  get props(): CanvasProps {
    return this.#props();
  }

  get graph(): LaidOutGraph | undefined {
    return this.#props().graph;
  }

  get canEdit(): boolean {
    const { editable, onEdit, stale } = this.#props();
    return editable && !stale && onEdit !== undefined;
  }

  get mode(): Mode {
    return this.#mode;
  }

  setMode(mode: Mode): void {
    if (mode === this.#mode) return;
    const { overlay } = this.stage;
    if (mode.kind !== "connect") overlay.endConnection();
    if (mode.kind !== "move") overlay.putDown();
    if (mode.kind === "connect" && mode.to !== undefined) overlay.drawConnection(mode.from, mode.to);
    if (mode.kind === "move") overlay.carry(mode.id, mode.at);
    this.#mode = mode;
    this.#onMode(mode);
  }

  nodeOf(id: string | undefined): LaidOutNode | undefined {
    return nodeIn(this.graph, id);
  }

  edit(intent: CanvasIntent): void {
    if (this.canEdit) this.props.onEdit?.(intent);
  }

  connect(from: string, to: string): void {
    const intent = this.graph && connectionOf(this.graph, from, to);
    if (intent) this.edit(intent);
  }

  /** What was looked for: the end of a connection that is being made, else what is selected. */
  find(id: string): void {
    const node = this.nodeOf(id);
    if (this.#mode.kind !== "connect") this.props.onSelect(id);
    else if (node) {
      this.setMode({ ...this.#mode, to: id });
      this.view.reveal(node);
    }
  }

  place(id: string, at: Point): void {
    this.edit({ kind: "place", id, ...onPlacementGrid(at) });
  }

  /** Enter and double click: a collapsed group is expanded, anything else is told to the page. */
  open(id: string): void {
    const group = this.nodeOf(id)?.collapses;
    if (group) this.props.onCollapse(group.id);
    else this.props.onOpen?.(id);
  }

  set holdsSpace(isHeld: boolean) {
    this.#gestures.holdsSpace = isHeld;
  }

  /** Says whether there was something to leave off. */
  leaveOff(): boolean {
    const wasDragging = this.#gestures.leaveOff();
    const wasAtWork = this.#mode.kind !== "idle";
    this.setMode(IDLE);
    return wasDragging || wasAtWork;
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#surface;
    this.view.setSize({ width: clientWidth, height: clientHeight });
    this.stage.draw();
  }

  readonly #handler: GestureHandler = {
    at: (point, isTouch) => this.#pressableAt(point, isTouch),
    hover: (point) => this.#hover(point),
    tap: (point) => this.#tap(point),
    open: (point) => {
      const hit = this.#hit(point);
      if (hit?.kind === "node" && !this.#toggleAt(point)) this.open(hit.id);
    },
    connect: (from, to) => this.stage.overlay.drawConnection(from, this.#targetAt(from, to) ?? this.#toDiagram(to)),
    connected: (from, to) => {
      this.stage.overlay.endConnection();
      const target = to && this.#targetAt(from, to);
      if (target !== undefined) this.connect(from, target);
    },
    carry: (id, by) => {
      const node = this.nodeOf(id);
      if (node) this.stage.overlay.carry(id, { x: node.x + by.x, y: node.y + by.y });
    },
    carried: (id, by) => {
      this.stage.overlay.putDown();
      const node = this.nodeOf(id);
      if (node && by) this.place(id, { x: node.x + by.x, y: node.y + by.y });
    },
  };

  /** A finger moves the view, unless it is on the card that is selected: cards fill the screen of a phone. */
  #pressableAt(point: Point, isTouch: boolean): Pressable {
    const selected = this.nodeOf(this.props.selected);
    if (selected?.kind === "container" && this.canEdit) {
      const handle = toScreen(this.view.camera, handleOf(selected));
      const reach = isTouch ? HANDLE_REACH.touch : HANDLE_REACH.mouse;
      if (Math.hypot(handle.x - point.x, handle.y - point.y) <= reach) return { kind: "handle", id: selected.id };
    }
    const hit = this.canEdit ? this.#hit(point) : undefined;
    const isCard = hit?.kind === "node" && !this.nodeOf(hit.id)?.ghost && (!isTouch || hit.id === selected?.id);
    return isCard ? { kind: "card", id: hit.id } : { kind: "ground" };
  }

  #hover(point: Point | undefined): void {
    const hit = point && this.#hit(point);
    const isControl = point && (this.#toggleAt(point) || this.#pressableAt(point, false).kind === "handle");
    this.#surface.dataset.cursor = isControl || (hit && hit.kind !== "group") ? "pointer" : "";
    const id = hit && hit.kind !== "group" ? hit.id : undefined;
    if (id === this.#hovered) return;
    this.#hovered = id;
    clearTimeout(this.#hoverTimer);
    this.#hoverTimer = setTimeout(() => this.stage.isolate(id), id === undefined ? 0 : HOVER_DELAY);
  }

  #tap(point: Point): void {
    const toggle = this.#toggleAt(point);
    if (toggle !== undefined) {
      this.props.onCollapse(toggle);
      return;
    }
    const hit = this.#hit(point);
    const mode = this.#mode;
    if (mode.kind === "connect" && hit?.kind === "node") {
      this.setMode(IDLE);
      this.connect(mode.from, hit.id);
      return;
    }
    this.setMode(IDLE);
    this.props.onSelect(hit && hit.kind !== "group" ? hit.id : undefined);
  }

  #toggleAt(point: Point): string | undefined {
    const at = this.#toDiagram(point);
    return this.graph && togglesOf(this.graph).find(({ box }) => isIn(box, at))?.id;
  }

  #targetAt(from: string, point: Point): string | undefined {
    const hit = this.#hit(point);
    return hit?.kind === "node" && this.graph && mayConnect(this.graph, from, hit.id) ? hit.id : undefined;
  }

  #hit(point: Point) {
    return this.graph && hitAt(this.graph, this.#toDiagram(point), REACH.mouse / this.view.camera.k);
  }

  #toDiagram(point: Point): Point {
    return toDiagram(this.view.camera, point);
  }
}

function nodeIn(graph: LaidOutGraph | undefined, id: string | undefined): LaidOutNode | undefined {
  return graph?.nodes.find((node) => node.id === id);
}

function isSamePlace(one: LaidOutNode | undefined, other: LaidOutNode | undefined): boolean {
  return one !== undefined && one.x === other?.x && one.y === other.y && one.ghost === other.ghost;
}
