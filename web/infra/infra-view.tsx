import { useCallback, useState } from "react";
import { useProject } from "../app/project.tsx";
import { useTab } from "../ui/layout.tsx";
import { ChangeSetOffers } from "./change-sets/change-set-offers.tsx";
import { StaleNote } from "./change-sets/stale-note.tsx";
import { useResume } from "./change-sets/use-resume.ts";
import { UpdatesProgress } from "./deploy/updates-progress.tsx";
import { DiagramPane } from "./diagram-pane.tsx";
import { EditingProvider } from "./editing.tsx";
import { InfraActionsProvider } from "./infra-actions.tsx";
import { InfraBar } from "./infra-bar.tsx";
import { InfraKeys } from "./infra-keys.tsx";
import styles from "./infra-view.module.css";
import { Inspector } from "./inspector/inspector.tsx";
import type { Kept } from "./session/change-set.ts";
import type { Base } from "./session/session.ts";
import { SidePane } from "./side-pane.tsx";
import { Splitter, useSplit } from "./splitter.tsx";
import { EditsProvider } from "./use-edits.tsx";
import { useProjectNews } from "./use-project-news.ts";
import { useKeeper, useWorkspace } from "./use-workspace.ts";

export type PaneName = "diagram" | "code" | "outline" | "changes";

/** Ids of updates that were asked for here. */
type Deployed = readonly { readonly id: string; readonly zone: string }[];

/** The whole of the page: bar, diagram, code and what belongs to them. */
export function InfraView({ onResume }: { readonly onResume: (kept: Kept, base: Base) => void }) {
  const { name } = useProject();
  const { keeper } = useWorkspace();
  const { id } = useKeeper();
  useProjectNews(name);
  const [pane, setPane] = useState<PaneName>("diagram");
  const [deployed, setDeployed] = useState<Deployed>([]);
  const split = useSplit();
  const resume = useResume(onResume);
  const [over, setOver] = useState<ReadonlySet<string>>(new Set());
  const onDeployed = useCallback((updates: Deployed) => setDeployed(updates), []);
  const onOver = useCallback((update: string) => setOver((before) => new Set([...before, update])), []);
  useTab(`Infra · ${name}`);
  return (
    <EditingProvider pane={pane} onPane={setPane}>
      <EditsProvider>
        <InfraActionsProvider>
          <div className={styles.view}>
            <InfraBar onDeployed={onDeployed} isDeploying={deployed.some((update) => !over.has(update.id))} />
            <div className={styles.notes}>
              {keeper && <ChangeSetOffers current={id} onResume={resume} />}
              <StaleNote />
              {deployed.length > 0 && (
                <UpdatesProgress updates={deployed} onOver={onOver} onClose={() => setDeployed([])} />
              )}
            </div>
            <div className={styles.panes} data-pane={pane} ref={split.ref}>
              <DiagramPane />
              <Splitter split={split} />
              <SidePane pane={pane} onPane={setPane} />
              <Inspector />
            </div>
            <InfraKeys />
          </div>
        </InfraActionsProvider>
      </EditsProvider>
    </EditingProvider>
  );
}
