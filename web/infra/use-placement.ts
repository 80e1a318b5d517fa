import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { client } from "../app/client.ts";
import { useGet } from "../app/data.ts";
import { useMay, useProject } from "../app/project.tsx";

type Places = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

interface Placed {
  readonly positions: Places;
  readonly pinned: readonly string[];
  readonly collapsed: readonly string[];
}

export interface PlacementControl {
  /** Whether it is known what was kept: before that nothing is laid out, or it would jump. */
  readonly isKnown: boolean;
  /** Where nodes stood at an earlier visit. */
  readonly remembered: Places | undefined;
  /** Positions of nodes that were moved by hand, by the id of the node. */
  readonly pinned: Places;
  readonly collapsed: ReadonlySet<string>;
  readonly place: (id: string, at: { readonly x: number; readonly y: number }) => void;
  readonly collapse: (group: string) => void;
  /** Takes note of where everything stands now. */
  readonly remember: (nodes: readonly { readonly id: string; readonly x: number; readonly y: number }[]) => void;
  /** Forgets all positions: the layout is made anew. */
  readonly tidyUp: () => void;
  /** Counts how often it was tidied up. */
  readonly tidied: number;
}

const NOTHING: Placed = { positions: {}, pinned: [], collapsed: [] };
/** In ms: moving about is kept when it is over. */
const PAUSE = 1_500;
const MOST_NODES = 2_000;

/** Where things stand in the diagram: kept with the project, for everybody, beside the definition. */
export function usePlacement(): PlacementControl {
  const { name } = useProject();
  const stored = useGet("/projects/{project}/placement", { path: { project: name } });
  const [own, setOwn] = useState<Placed>();
  const [tidied, setTidied] = useState(0);
  const placed = own ?? stored.data ?? NOTHING;
  const latest = useRef(placed);
  latest.current = placed;
  useKeeping(own);

  const place = useCallback((id: string, at: { readonly x: number; readonly y: number }) => {
    const { positions, pinned, collapsed } = latest.current;
    setOwn({ positions: { ...positions, [id]: at }, pinned: [...new Set([...pinned, id])], collapsed });
  }, []);
  const collapse = useCallback((group: string) => {
    const { collapsed, ...rest } = latest.current;
    const isOpen = !collapsed.includes(group);
    setOwn({ ...rest, collapsed: isOpen ? [...collapsed, group] : collapsed.filter((one) => one !== group) });
  }, []);
  const remember = useCallback<PlacementControl["remember"]>((nodes) => {
    const { positions, ...rest } = latest.current;
    const moved = nodes.filter(({ id, x, y }) => positions[id]?.x !== x || positions[id]?.y !== y);
    if (moved.length === 0) return;
    const now = nodes.slice(0, MOST_NODES).map(({ id, x, y }) => [id, { x, y }] as const);
    setOwn({ ...rest, positions: Object.fromEntries(now) });
  }, []);
  const tidyUp = useCallback(() => {
    setOwn({ ...NOTHING, collapsed: latest.current.collapsed });
    setTidied((times) => times + 1);
  }, []);

  const collapsed = useStable(placed.collapsed, (ids) => new Set(ids));
  const pinnedNow = placed.pinned.flatMap((id) => (placed.positions[id] ? [[id, placed.positions[id]] as const] : []));
  const pinned = useStable(pinnedNow, (entries): Places => Object.fromEntries(entries));
  const isKnown = !stored.isPending;
  const remembered = stored.data?.positions;
  return useMemo(
    () => ({ isKnown, remembered, pinned, collapsed, place, collapse, remember, tidyUp, tidied }),
    [isKnown, remembered, pinned, collapsed, place, collapse, remember, tidyUp, tidied],
  );
}

function useKeeping(placed: Placed | undefined): void {
  const { name } = useProject();
  const editable = useMay()("write");
  useEffect(() => {
    if (!placed || !editable) return;
    const { positions, pinned, collapsed } = placed;
    const body = { positions: { ...positions }, pinned: [...pinned], collapsed: [...collapsed] };
    const timer = setTimeout(() => {
      // It is a convenience: what cannot be kept now is kept with the next move.
      client.put("/projects/{project}/placement", { path: { project: name }, body }).catch(() => undefined);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [placed, editable, name]);
}

/** The same value for as long as what it is made of says the same. */
function useStable<From, To>(from: From, make: (from: From) => To): To {
  const key = JSON.stringify(from);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what it is made of
  return useMemo(() => make(from), [key]);
}
