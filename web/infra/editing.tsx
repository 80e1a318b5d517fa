import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from "react";
import type { Schema } from "../../api/client/types.ts";
import type { Located } from "../../diagram/edits/format-writer.ts";
import { useMay } from "../app/project.tsx";
import { useTree } from "../live/use-tree.ts";
import type { PaneName } from "./infra-view.tsx";
import { usePageSelection } from "./page-selection.ts";
import { measureSinceEdit } from "./session/measures.ts";
import { locatedAt, nodeOfPart, partAt, partOfNode, type TreePart } from "./session/parts.ts";
import { type ChangeMark, changesByNode, marksOf, type NodeChanges } from "./session/plan-marks.ts";
import { type NodeProblem, type PlacedFinding, placeFindings, problemsOfNodes } from "./session/problem-places.ts";
import { looselyRead } from "./session/raw-value.ts";
import { useLocated } from "./use-located.ts";
import { useChecks, useSession, useWorkspace } from "./use-workspace.ts";

type Tree = Schema<"Tree">;

/** What all views of the page share, worked out once. */
export interface Editing {
  readonly editable: boolean;
  /** The last tree there was. */
  readonly tree: Tree | undefined;
  /** The tree of the current definition, which the edits are compared with. */
  readonly treeBefore: Tree | undefined;
  readonly spec: Readonly<Record<string, unknown>> | undefined;
  /** What is edited has errors: the diagram is of before them. */
  readonly stale: boolean;
  readonly findings: readonly PlacedFinding[];
  readonly problems: ReadonlyMap<string, NodeProblem>;
  readonly changes: readonly NodeChanges[];
  readonly marks: ReadonlyMap<string, ChangeMark>;
  readonly located: readonly Located[];
  readonly selected: string | undefined;
  readonly select: (node: string | undefined) => void;
  /** Selects what stands at an offset of the text. */
  readonly selectAt: (offset: number) => void;
  /** Where what is selected stands in the text. */
  readonly selectedRange: { readonly from: number; readonly to: number } | undefined;
  readonly pane: PaneName;
  readonly showPane: (pane: PaneName) => void;
}

const Context = createContext<Editing | undefined>(undefined);
const NO_NODES: readonly TreePart[] = [];
const NO_FINDINGS: readonly PlacedFinding[] = [];

export function useEditing(): Editing {
  const editing = useContext(Context);
  if (!editing) throw new Error("nothing is edited here");
  return editing;
}

export function EditingProvider({
  pane,
  onPane,
  children,
}: {
  readonly pane: PaneName;
  readonly onPane: (pane: PaneName) => void;
  readonly children: ReactNode;
}) {
  const editable = useMay()("write");
  const { session } = useWorkspace();
  const checks = useChecks();
  const stored = useTree().data;
  const tree = checks.good?.tree ?? stored;
  const { treeBefore, spec } = { treeBefore: stored, spec: checks.good?.spec };
  const nodes: readonly TreePart[] = tree?.nodes ?? NO_NODES;
  const format = session.base.format;

  const findings = useMemo(
    () => (checks.checked ? placeFindings(format, session.text, checks.checked.diagnostics) : NO_FINDINGS),
    [format, session, checks.checked],
  );
  const problems = useMemo(() => {
    const value = looselyRead(format, session.text, spec);
    return problemsOfNodes(checks.checked?.diagnostics ?? [], value, nodes);
  }, [format, session, checks.checked, spec, nodes]);
  const changes = useMemo(
    () => changesByNode(checks.plan ?? [], nodes, treeBefore?.nodes ?? NO_NODES),
    [checks.plan, nodes, treeBefore],
  );
  const marks = useMemo(
    () => (editable ? marksOf(changes, nodes, treeBefore?.nodes ?? NO_NODES) : new Map()),
    [editable, changes, nodes, treeBefore],
  );

  const located = useLocated();
  const [selected, select] = usePageSelection();
  const latest = useRef({ located, nodes, selected });
  latest.current = { located, nodes, selected };
  const selectAt = useCallback(
    (offset: number) => {
      const { located, nodes, selected } = latest.current;
      const found = locatedAt(offset, located);
      const part = found && partAt(found.path, looselyRead(format, session.text, undefined));
      // An address stands for a part as its container does: moving about in the text keeps it selected.
      if (part && selected !== undefined && isSame(partOfNode(selected, nodes), part)) return;
      select(part && nodeOfPart(part, nodes));
    },
    [format, session, select],
  );
  const selectedRange = useMemo(() => {
    const part = selected === undefined ? undefined : partOfNode(selected, nodes);
    if (!part) return undefined;
    return located.find(({ path }) => isSame(partAt(path, undefined), part));
  }, [selected, nodes, located]);

  useMeasures();
  const editing = useMemo(
    () => ({
      editable,
      tree,
      treeBefore,
      spec,
      stale: checks.checked !== undefined && checks.checked.tree === null,
      findings,
      problems,
      changes,
      marks,
      located,
      selected,
      select,
      selectAt,
      selectedRange,
      pane,
      showPane: onPane,
    }),
    [
      editable,
      tree,
      treeBefore,
      spec,
      checks.checked,
      findings,
      problems,
      changes,
      marks,
      located,
      selected,
      select,
      selectAt,
      selectedRange,
      pane,
      onPane,
    ],
  );
  return <Context value={editing}>{children}</Context>;
}

/** For the benchmark: from an edit until its plan is shown. */
function useMeasures(): void {
  const { plan, isPlanCurrent } = useChecks();
  const isEdited = useSession((session) => session.isEdited);
  useEffect(() => {
    if (plan && isPlanCurrent && isEdited) measureSinceEdit("edit-to-plan");
  }, [plan, isPlanCurrent, isEdited]);
}

function isSame(one: { kind: string; name: string } | undefined, other: { kind: string; name: string }): boolean {
  return one?.kind === other.kind && one.name === other.name;
}
