import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { LaidOutGraph } from "../../diagram/browser.ts";
import { useProject } from "../app/project.tsx";
import { useTheme } from "../app/theme.ts";
import { sentence, textOf } from "../ui/problem.tsx";
import { toast } from "../ui/toast.tsx";
import type { CanvasIntent } from "./canvas/types.ts";
import { useEditing } from "./editing.tsx";
import { partOfNode } from "./session/parts.ts";
import { useDiagram } from "./use-diagram.ts";
import { useEdits } from "./use-edits.tsx";
import { type PlacementControl, usePlacement } from "./use-placement.ts";

export type InfraDialog =
  | "deploy"
  | "discard"
  | "keys"
  | "add"
  | { readonly rename: string }
  | { readonly attach: { readonly container: string; readonly volume?: string } }
  | undefined;

export interface InfraActions {
  readonly dialog: InfraDialog;
  readonly openDialog: (dialog: InfraDialog) => void;
  readonly graph: LaidOutGraph | undefined;
  readonly placement: PlacementControl;
  readonly exportPicture: (as: "svg" | "png") => void;
  readonly tidyUp: () => void;
  /** Goes to where more is known of a node: logs, events. */
  readonly openDetails: (id: string) => void;
  readonly onIntent: (intent: CanvasIntent) => void;
}

const Context = createContext<InfraActions | undefined>(undefined);

export function useInfraActions(): InfraActions {
  const actions = useContext(Context);
  if (!actions) throw new Error("nothing is edited here");
  return actions;
}

/** What can be asked for from several places of the page: bar, diagram, palette and keys. */
export function InfraActionsProvider({ children }: { readonly children: ReactNode }) {
  const [dialog, openDialog] = useState<InfraDialog>();
  const placement = usePlacement();
  const graph = useDiagram(placement);
  const theme = useTheme();
  const onIntent = useIntents(openDialog, placement);
  const exportPicture = useCallback(
    (as: "svg" | "png") => {
      if (!graph) return;
      void import("./canvas/export.ts")
        .then(({ exportSvg, exportPng }) => (as === "svg" ? exportSvg(graph, theme) : exportPng(graph, theme)))
        .catch((problem: unknown) => toast(sentence(textOf(problem)), "bad"));
    },
    [graph, theme],
  );
  const { tidyUp } = placement;
  const openDetails = useDetails();
  const actions = useMemo(
    () => ({ dialog, openDialog, graph, placement, exportPicture, tidyUp, openDetails, onIntent }),
    [dialog, graph, placement, exportPicture, tidyUp, openDetails, onIntent],
  );
  return <Context value={actions}>{children}</Context>;
}

function useDetails(): (id: string) => void {
  const { name } = useProject();
  const { tree, select } = useEditing();
  const [, go] = useLocation();
  return useCallback(
    (id) => {
      const node = tree?.nodes.find(({ path }) => path === id);
      if (node?.kind === "container") go(`/projects/${name}/containers/${encodeURIComponent(node.name)}`);
      else select(id);
    },
    [name, tree, select, go],
  );
}

/** What a person does in the diagram, as edits of the definition. */
function useIntents(openDialog: (dialog: InfraDialog) => void, placement: PlacementControl) {
  const { tree, select } = useEditing();
  const { run } = useEdits();
  return useCallback(
    (intent: CanvasIntent) => {
      const nodes = tree?.nodes ?? [];
      const part = (id: string) => endpointOf(id, nodes);
      switch (intent.kind) {
        case "add":
          return openDialog("add");
        case "place":
          return placement.place(intent.id, { x: intent.x, y: intent.y });
        case "rename":
          return openDialog({ rename: intent.id });
        case "attach":
          return openDialog({ attach: { container: intent.container, volume: intent.volume } });
        case "duplicate": {
          const found = part(intent.id);
          if (found && !("peer" in found)) void run({ kind: "duplicate", part: found });
          return;
        }
        case "connect": {
          const [from, to] = [part(intent.from), part(intent.to)];
          if (from && to) void run({ kind: "connect", from, to });
          return;
        }
        case "delete": {
          const edge = /^(?:request|reference|allow|wait|mount|expose):(.+)>(.+)$/.exec(intent.id);
          if (edge) return void disconnect(part(edge[1] as string), part(edge[2] as string), run);
          const found = part(intent.id);
          if (!found) return;
          const node = nodes.find(({ path }) => path === intent.id);
          if (node?.kind === "address" && "container" in found)
            return void run({ kind: "expose", container: found.container, on: false });
          return void run({ kind: "delete", part: found }).then((done) => done && select(undefined));
        }
      }
    },
    [tree, run, openDialog, placement, select],
  );
}

type Nodes = NonNullable<ReturnType<typeof useEditing>["tree"]>["nodes"];
type PartEnd = { readonly container: string } | { readonly volume: string } | { readonly group: string };

export function endpointOf(id: string, nodes: Nodes): PartEnd | undefined {
  const part = partOfNode(id, nodes);
  if (part?.kind === "container") return { container: part.name };
  if (part?.kind === "volume") return { volume: part.name };
  if (part?.kind === "group") return { group: part.name };
  return undefined;
}

async function disconnect(
  from: PartEnd | undefined,
  to: PartEnd | undefined,
  run: ReturnType<typeof useEdits>["run"],
): Promise<void> {
  if (!from || !to) return;
  if ("container" in from && "volume" in to)
    await run({ kind: "detach-volume", container: from.container, volume: to.volume });
  else await run({ kind: "disconnect", from, to });
}
