import { useEffect, useMemo, useRef, useState } from "react";
import type { Tree } from "../../../constructs/tree.ts";
import {
  BrowserLayouts,
  collapseGroups,
  type Graph,
  graphOfTree,
  type LaidOutGraph,
  type LayoutWorker,
  type Placement,
  type Point,
  placementOf,
  withGhosts,
} from "../../../diagram/browser.ts";

export interface LayoutChoices {
  /** Frames what shares its first tag. Default: true */
  readonly groupByTag?: boolean;
  /** Ids of groups that are shown as one card. */
  readonly collapsed?: ReadonlySet<string>;
  /** What the tree is compared with: what it holds no more is drawn as a ghost. */
  readonly before?: Tree | undefined;
  /** Where nodes stood, by id, before there is a layout to go by: of an earlier visit. */
  readonly remembered?: Places | undefined;
  /** Where a person put nodes, by id. */
  readonly pinned?: Places | undefined;
  /** Another number: the layout is made anew, tidily. */
  readonly tidied?: number;
}

type Places = Readonly<Record<string, Point>>;

export interface Layout {
  /** The last one there is, also while the next is made. */
  readonly graph: LaidOutGraph | undefined;
  /** It is not, or not yet, the one of the tree given. */
  readonly busy: boolean;
  readonly problem: unknown;
}

/** One worker for the page. */
let layouts: BrowserLayouts | undefined;

function worker(): BrowserLayouts {
  layouts ??= new BrowserLayouts(
    // Its events are those of a browser, of which less is used.
    () =>
      new Worker(new URL("../../../diagram/browser-worker.ts", import.meta.url), { type: "module" }) as LayoutWorker,
  );
  return layouts;
}

/** Gets the worker ready while the project is still being read. */
export function prepareLayouts(): void {
  worker().warmUp();
}

const NONE: ReadonlySet<string> = new Set();

/** Lays a tree out in a worker. Of trees that come faster than layouts the last one is laid out. */
export function useLayout(tree: Tree | undefined, choices: LayoutChoices = {}): Layout {
  const { groupByTag = true, collapsed = NONE, before, remembered, pinned, tidied = 0 } = choices;
  const graph = useMemo(
    () => tree && wholeGraph(tree, before, groupByTag, collapsed),
    [tree, before, groupByTag, collapsed],
  );
  const [made, setMade] = useState<{ readonly of: Graph; readonly laidOut: LaidOutGraph }>();
  const [failure, setFailure] = useState<{ readonly of: Graph; readonly problem: unknown }>();
  const wanted = useRef<Graph>(undefined);
  const hint = useRef<{ readonly tidied: number; readonly placement: Placement }>(undefined);
  const first = useRef(remembered);
  first.current ??= remembered;

  useEffect(() => {
    wanted.current = graph;
    if (!graph) return;
    const previous =
      hint.current?.tidied === tidied ? hint.current.placement : tidied === 0 ? placesOf(first.current) : undefined;
    worker()
      .layOut(graph, { ...(previous && { previous }), ...(pinned && { pinned: new Map(Object.entries(pinned)) }) })
      .then(
        (laidOut) => {
          if (!laidOut || wanted.current !== graph) return;
          hint.current = { tidied, placement: placementOf(laidOut, previous) };
          setMade({ of: graph, laidOut });
        },
        (problem: unknown) => {
          if (wanted.current === graph) setFailure({ of: graph, problem });
        },
      );
    return () => {
      wanted.current = undefined;
    };
  }, [graph, pinned, tidied]);

  const hasFailed = failure !== undefined && failure.of === graph;
  return {
    graph: made?.laidOut,
    busy: graph !== undefined && made?.of !== graph && !hasFailed,
    problem: hasFailed ? failure.problem : undefined,
  };
}

function placesOf(places: Places | undefined): Placement | undefined {
  return places && Object.keys(places).length > 0 ? { nodes: new Map(Object.entries(places)) } : undefined;
}

function wholeGraph(tree: Tree, before: Tree | undefined, groupByTag: boolean, collapsed: ReadonlySet<string>): Graph {
  const after = graphOfTree(tree, { groupByTag });
  const both = before ? withGhosts(after, graphOfTree(before, { groupByTag })) : after;
  return collapsed.size > 0 ? collapseGroups(both, collapsed) : both;
}
