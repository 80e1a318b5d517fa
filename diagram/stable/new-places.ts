import { type CardSize, edgePill } from "../card.ts";
import type { Box, GraphEdge, GraphNode, Point } from "../graph.ts";
import { isOutside } from "../graph-rules.ts";
import { SPACE } from "../space.ts";
import { around, grown, middle } from "./boxes.ts";
import { freePlace } from "./free-place.ts";
import type { Homeless } from "./keep-places.ts";
import { framed, type Scene } from "./scene.ts";

/** Between cards above each other, and beside each other without a pill between them. */
const GAP = { upright: 28, aside: 60, pill: 24, line: 8 } as const;
/** So much farther away a card goes rather than onto the way of an edge. */
const EDGE_DETOUR = 240;
/** Columns that are tried, of those nearest to what is wished. */
const MOST_COLUMNS = 24;

/**
 * Finds places for what has none, near what it is connected with: to the right of what leads to it, else to the left of
 * what it leads to, at their height. Those with most neighbours in place come first. Nothing else moves.
 */
export function placeHomeless(scene: Scene, homeless: readonly Homeless[]): void {
  const rest = [...homeless];
  const edges = Map.groupBy(
    scene.graph.edges.flatMap((edge) => [
      { id: edge.from, edge },
      { id: edge.to, edge },
    ]),
    ({ id }) => id,
  );
  while (rest.length > 0) {
    const ties = rest.map(({ node, was }) => {
      const own = (edges.get(node.id) ?? []).map(({ edge }) => edge).filter((edge) => isTied(scene, edge, node.id));
      return { node, was, own };
    });
    const most = Math.max(...ties.map(({ was, own }) => (was ? Infinity : own.length)));
    const index = ties.findIndex(({ was, own }) => (was ? Infinity : own.length) === most);
    const { node, was, own } = ties[index] as (typeof ties)[number];
    rest.splice(index, 1);
    place(scene, node, was ? { x: was.x, y: was.y, stood: true } : wishOf(scene, node, own));
  }
}

function isTied({ boxes }: Scene, { from, to }: GraphEdge, id: string): boolean {
  return boxes.has(from === id ? to : from);
}

/** Where a card would like to be; NaN-free also when nothing stands at all. */
function wishOf(scene: Scene, node: GraphNode, edges: readonly GraphEdge[]): Point {
  const { width, height } = scene.sizes.get(node.id) as CardSize;
  const others = edges.map((edge) => scene.boxes.get(edge.from === node.id ? edge.to : edge.from) as Box);
  if (edges.length === 0) return loneWish(scene, node);
  const y = others.reduce((sum, box) => sum + middle(box).y, 0) / others.length - height / 2;
  const { left } = homeOf(scene, node);
  if (isOutside(node)) return { x: left, y };
  const sources = edges.filter(({ from, to }) => to === node.id && isInside(scene, from));
  const targets = edges.filter(({ from, to }) => from === node.id && isInside(scene, to));
  const right = (edge: GraphEdge) => endOf(scene.boxes.get(edge.from) as Box) + asideOf(edge);
  if (sources.length > 0) return { x: Math.max(...sources.map(right)), y };
  const before = (edge: GraphEdge) => (scene.boxes.get(edge.to) as Box).x - asideOf(edge) - width;
  return { x: targets.length > 0 ? Math.max(left, Math.min(...targets.map(before))) : left, y };
}

/** Behind the last card of its kind that nothing is connected with, or at the beginning of a new row. */
function loneWish(scene: Scene, node: GraphNode): Point {
  const connected = new Set(scene.graph.edges.flatMap(({ from, to }) => [from, to]));
  const { left, top, bottom, right } = homeOf(scene, node);
  const tag = scene.tagOf(node);
  const frame = tag === undefined ? undefined : scene.frames.get(tag);
  if (frame) return { x: frame.x + SPACE.groupPadding, y: frame.y + frame.height };
  const alike = [...scene.boxes].filter(([id]) => {
    const other = scene.nodes.get(id) as GraphNode;
    return other.kind === node.kind && other.group === node.group && !connected.has(id);
  });
  const last = alike
    .map(([, box]) => box)
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
    .at(-1);
  const { width } = scene.sizes.get(node.id) as CardSize;
  const isRoom = last && !isOutside(node) && endOf(last) + SPACE.part + width <= right;
  if (last && isRoom) return { x: endOf(last) + SPACE.part, y: last.y };
  return { x: left, y: Math.max(top, bottom + GAP.upright) };
}

interface Home {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The room of the frame that a card belongs to: the column outside, or the project. */
function homeOf(scene: Scene, node: GraphNode): Home {
  const out = isOutside(node);
  const { width } = scene.sizes.get(node.id) as CardSize;
  const there = around(scene.side(out));
  if (there) {
    const right = endOf(there);
    // A wider card outside reaches to the left: the zone begins on the right.
    const left = out ? Math.min(there.x, right - width) : there.x;
    return { left, top: there.y, right, bottom: there.y + there.height };
  }
  const other = around(scene.side(!out)) ?? { x: 0, y: SPACE.zoneTop + SPACE.frameTop, width: 0, height: 0 };
  const corridor = 2 * SPACE.framePadding + SPACE.zonePadding + Math.max(SPACE.frameGap, widestPill(scene, out, node));
  const left = out ? other.x - corridor - width : endOf(other) + corridor;
  return { left, top: other.y, right: left + width, bottom: other.y };
}

/** Room for the pills on the edges between a first card outside, or inside, and the others. */
function widestPill(scene: Scene, out: boolean, node: GraphNode): number {
  const crossing = scene.graph.edges.filter(({ from, to }) => {
    const [one, other] = [scene.nodes.get(from), scene.nodes.get(to)];
    return one && other && (out ? isOutside(one) !== isOutside(other) : from === node.id || to === node.id);
  });
  const widths = crossing.map(({ label }) => (label === "" ? 0 : edgePill(label).width));
  return Math.max(0, ...widths) + 2 * SPACE.corridorEnd;
}

interface Wish extends Point {
  /** It stood there: so the project may begin there, too. */
  readonly stood?: true;
}

function place(scene: Scene, node: GraphNode, wish: Wish): void {
  const size = scene.sizes.get(node.id) as CardSize;
  const tag = scene.tagOf(node);
  const found = (tag === undefined ? undefined : placeInTag(scene, node, tag, wish)) ?? placeFreely(scene, node, wish);
  scene.put(node, { ...half(found), ...size });
}

/** A place to which the frame of the tag can reach. */
function placeInTag(scene: Scene, node: GraphNode, tag: string, wish: Wish): Point | undefined {
  const { width, height } = scene.sizes.get(node.id) as CardSize;
  const frame = scene.frames.get(tag);
  const { left } = homeOf(scene, node);
  if (!frame) {
    // A first frame is placed whole.
    const whole = framed({ x: 0, y: 0, width, height });
    const place = placeFreely(scene, node, { ...wish, x: wish.x + whole.x, y: wish.y + whole.y }, whole);
    return { x: place.x - whole.x, y: place.y - whole.y };
  }
  const members = scene.graph.nodes.filter(({ id, group }) => group === tag && scene.boxes.has(id));
  const boxes = members.map(({ id }) => scene.boxes.get(id) as Box);
  const { groupPadding: padding, groupTop: top } = SPACE;
  const columns = new Set([wish.x, frame.x + padding, frame.x + frame.width - padding + GAP.aside]);
  for (const box of boxes) for (const x of [box.x, endOf(box) + GAP.aside, box.x - GAP.aside - width]) columns.add(x);
  return search(scene, {
    width,
    height,
    wish: { x: Math.max(wish.x, left), y: wish.y },
    columns: [...columns].filter((x) => x >= left),
    straight: new Set(boxes.map(({ x }) => x)),
    obstacles: cardObstacles(scene, node),
    top: Math.min(frame.y + top, ...boxes.map((box) => box.y)),
    accepts: (box) => scene.isFree(scene.frameWith(tag, box), tag),
  });
}

function placeFreely(
  scene: Scene,
  node: GraphNode,
  wish: Wish,
  { width, height }: CardSize = scene.sizes.get(node.id) as CardSize,
): Point {
  const home = homeOf(scene, node);
  const left = wish.stood ? Math.min(home.left, wish.x) : home.left;
  const top = wish.stood ? Math.min(home.top, wish.y) : home.top;
  const x = Math.max(wish.x, left);
  const found = search(scene, {
    width,
    height,
    wish: { x, y: wish.y },
    columns: isOutside(node) ? [left] : [x, ...columnsNear(scene, x, left)],
    straight: new Set([left, ...scene.side(false).map((box) => box.x)]),
    obstacles: [...cardObstacles(scene, node), ...frameObstacles(scene)],
    top,
  });
  return found as Point;
}

type Search = Parameters<typeof freePlace>[0];

/** Off the ways of edges, unless that is much farther. */
function search(scene: Scene, wanted: Search): Point | undefined {
  const pills = scene.pills.map((pill) => grown(pill, GAP.line));
  const lines = scene.lines.map((line) => grown(line, GAP.line));
  const off = freePlace({ ...wanted, obstacles: [...wanted.obstacles, ...pills, ...lines] });
  const any = freePlace(wanted);
  return off && any && off.cost <= any.cost + EDGE_DETOUR ? off : any;
}

function cardObstacles(scene: Scene, node: GraphNode): Box[] {
  const out = isOutside(node);
  return [...scene.boxes].map(([id, box]) => {
    const apart = isOutside(scene.nodes.get(id) as GraphNode) === out;
    return apart ? grown(box, GAP.aside - 12, GAP.upright) : grown(box, SPACE.framePadding * 2 + SPACE.zonePadding);
  });
}

function frameObstacles(scene: Scene): Box[] {
  return [...scene.frames.values()].map((frame) => grown(frame, GAP.upright));
}

function columnsNear(scene: Scene, wish: number, left: number): number[] {
  const columns = new Set([left]);
  for (const box of scene.side(false)) {
    columns.add(box.x);
    columns.add(endOf(box) + GAP.aside);
  }
  const inRoom = [...columns].filter((x) => x >= left);
  return inRoom.toSorted((a, b) => Math.abs(a - wish) - Math.abs(b - wish)).slice(0, MOST_COLUMNS);
}

function asideOf({ label }: GraphEdge): number {
  return label === "" ? GAP.aside : Math.max(GAP.aside, edgePill(label).width + 2 * GAP.pill);
}

function isInside(scene: Scene, id: string): boolean {
  return !isOutside(scene.nodes.get(id) as GraphNode);
}

function endOf(box: Box): number {
  return box.x + box.width;
}

function half({ x, y }: Point): Point {
  return { x: Math.round(x * 2) / 2, y: Math.round(y * 2) / 2 };
}
