import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { client } from "../app/client.ts";
import { useGet } from "../app/data.ts";
import { useMay, useProject } from "../app/project.tsx";

export interface Placed {
  readonly positions: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  readonly pinned: readonly string[];
  readonly collapsed: readonly string[];
}

export interface PlacementControl {
  /** Positions of nodes that were moved by hand, by the id of the node. */
  readonly pinned: Placed["positions"];
  readonly collapsed: ReadonlySet<string>;
  readonly place: (id: string, at: { readonly x: number; readonly y: number }) => void;
  readonly collapse: (group: string) => void;
  /** Forgets all of it: the layout is made anew. */
  readonly tidyUp: () => void;
  /** Counts how often it was tidied up: before that no layout is a hint for the next. */
  readonly tidied: number;
}

const NOTHING: Placed = { positions: {}, pinned: [], collapsed: [] };
/** In ms: moving about is kept when it is over. */
const PAUSE = 1_000;

/** Where things stand in the diagram: kept with the project, for everybody, beside the definition. */
export function usePlacement(): PlacementControl {
  const { name } = useProject();
  const editable = useMay()("write");
  const stored = useGet("/projects/{project}/placement", { path: { project: name } });
  const [own, setOwn] = useState<Placed>();
  const [tidied, setTidied] = useState(0);
  const placed = own ?? stored.data ?? NOTHING;
  const latest = useRef(placed);
  latest.current = placed;

  useEffect(() => {
    if (!own || !editable) return;
    const { positions, pinned, collapsed } = own;
    const body = { positions: { ...positions }, pinned: [...pinned], collapsed: [...collapsed] };
    const timer = setTimeout(() => {
      // It is a convenience: what cannot be kept now is kept with the next move.
      client.put("/projects/{project}/placement", { path: { project: name }, body }).catch(() => undefined);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [own, editable, name]);

  const place = useCallback((id: string, at: { readonly x: number; readonly y: number }) => {
    const { positions, pinned, collapsed } = latest.current;
    setOwn({ positions: { ...positions, [id]: at }, pinned: [...new Set([...pinned, id])], collapsed });
  }, []);
  const collapse = useCallback((group: string) => {
    const { collapsed, ...rest } = latest.current;
    const isOpen = !collapsed.includes(group);
    setOwn({ ...rest, collapsed: isOpen ? [...collapsed, group] : collapsed.filter((one) => one !== group) });
  }, []);
  const tidyUp = useCallback(() => {
    setOwn({ ...NOTHING, collapsed: latest.current.collapsed });
    setTidied((times) => times + 1);
  }, []);

  const collapsedKey = placed.collapsed.join("\n");
  const collapsed = useMemo(() => new Set(collapsedKey === "" ? [] : collapsedKey.split("\n")), [collapsedKey]);
  const pinned = useMemo(
    () => Object.fromEntries(Object.entries(placed.positions).filter(([id]) => placed.pinned.includes(id))),
    [placed],
  );
  return useMemo(
    () => ({ pinned, collapsed, place, collapse, tidyUp, tidied }),
    [pinned, collapsed, place, collapse, tidyUp, tidied],
  );
}
