import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { LaidOutGraph } from "../../diagram/browser.ts";
import { useProject } from "../app/project.tsx";
import { useTheme } from "../app/theme.ts";
import { sentence, textOf } from "../ui/problem.tsx";
import { toast } from "../ui/toast.tsx";
import type { CanvasIntent } from "./canvas/types.ts";
import { useEditing } from "./editing.tsx";
import { editOfIntent, partNameOf, refuseRenaming } from "./session/intents.ts";
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
  const [dialog, setDialog] = useState<InfraDialog>();
  const { forgetProblem } = useEdits();
  const openDialog = useCallback(
    (next: InfraDialog) => {
      forgetProblem();
      setDialog(next);
    },
    [forgetProblem],
  );
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
    [dialog, openDialog, graph, placement, exportPicture, tidyUp, openDetails, onIntent],
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
      switch (intent.kind) {
        case "add":
          return openDialog("add");
        case "place":
          return placement.place(intent.id, { x: intent.x, y: intent.y });
        case "rename":
          if (partNameOf(intent.id, nodes)) return openDialog({ rename: intent.id });
          return void run(() => refuseRenaming(intent.id, nodes));
        case "attach":
          return openDialog({ attach: { container: intent.container, volume: intent.volume } });
        case "connect":
        case "delete":
        case "duplicate":
          return void run(() => editOfIntent(intent, nodes)).then((done) => {
            if (done && intent.kind === "delete") select(undefined);
            // A copy stands beside what it was made of.
            if (done?.made && intent.kind === "duplicate")
              select(`${intent.id.slice(0, intent.id.lastIndexOf("/"))}/${done.made}`);
          });
      }
    },
    [tree, run, openDialog, placement, select],
  );
}
