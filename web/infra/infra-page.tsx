import { useCallback, useEffect, useState } from "react";
import { useMay, useProject } from "../app/project.tsx";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/layout.tsx";
import { Loading } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem.tsx";
import { prepareLayouts } from "./canvas/use-layout.ts";
import { EmptyProject } from "./empty-project.tsx";
import { InfraView } from "./infra-view.tsx";
import { hasLeftEdits, takeLeftEdits } from "./left-edits.ts";
import type { Kept } from "./session/change-set.ts";
import type { Base } from "./session/session.ts";
import { useOpening } from "./use-opening.ts";
import { useOwnWorkspace } from "./use-own-workspace.ts";
import { WorkspaceContext } from "./use-workspace.ts";

prepareLayouts();

/** What a session begins with; another one is another session. */
export interface Start {
  readonly base: Base;
  readonly kept?: Kept;
}

/** Diagram and code of the project's one tree. */
export default function InfraPage() {
  const project = useProject();
  const { name } = project;
  const { opening, again } = useOpening(project);
  const [start, setStart] = useState<Start>();
  const may = useMay();
  const [isReturning, setReturning] = useState(() => hasLeftEdits(name));
  useEffect(() => {
    if (!isReturning) return;
    void takeLeftEdits(name).then((left) => {
      if (left) setStart(left);
      setReturning(false);
    });
  }, [name, isReturning]);
  if (start) return <Editing key={start.kept?.changeSet.id ?? ""} start={start} onStart={setStart} />;
  if (!isReturning && opening.state === "ready")
    return <Editing key={`version ${opening.base.version}`} start={{ base: opening.base }} onStart={setStart} />;
  if (!isReturning && opening.state === "empty")
    return <EmptyProject editable={may("write")} onStart={(base) => setStart({ base })} onResume={setStart} />;
  return (
    <Page
      title="Infra"
      tab={`Infra · ${name}`}
      actions={
        opening.state === "failed" && (
          <Button icon="refresh" onClick={again}>
            Try again
          </Button>
        )
      }
    >
      {opening.state === "failed" ? <ProblemNote problem={opening.problem} /> : <Loading />}
    </Page>
  );
}

function Editing({ start, onStart }: { readonly start: Start; readonly onStart: (start: Start) => void }) {
  const workspace = useOwnWorkspace(start);
  const resume = useCallback((kept: Kept, base: Base) => onStart({ kept, base }), [onStart]);
  if (!workspace) return <Loading />;
  return (
    <WorkspaceContext value={workspace}>
      <InfraView onResume={resume} />
    </WorkspaceContext>
  );
}
