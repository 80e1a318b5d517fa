import { Link } from "wouter";
import type { Schema } from "../../api/client/types.ts";
import { useRefresh } from "../app/data.ts";
import { useMay, useProject } from "../app/project.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { isSignedOut, SignedOut } from "../ui/problem.tsx";
import { Time } from "../ui/time.tsx";
import { toast } from "../ui/toast.tsx";
import { AddMenu } from "./add-menu.tsx";
import { DeployDialog } from "./deploy/deploy-dialog.tsx";
import { useEditing } from "./editing.tsx";
import { useInfraActions } from "./infra-actions.tsx";
import styles from "./infra-view.module.css";
import { planInShort } from "./session/plan-words.ts";
import { stageVariable } from "./session/staged.ts";
import { useChecks, useKeeper, useSession, useWorkspace } from "./use-workspace.ts";

/** What can be done with the definition as a whole, and how it stands. */
export function InfraBar({
  onDeployed,
  isDeploying,
}: {
  readonly onDeployed: (updates: Schema<"Deployment">["updates"]) => void;
  /** What was deployed here is under way. */
  readonly isDeploying: boolean;
}) {
  const { session } = useWorkspace();
  const { editable } = useEditing();
  const { dialog, openDialog, exportPicture, tidyUp } = useInfraActions();
  const [undoable, redoable] = useSession((one) => [one.undoDepth, one.redoDepth]);
  return (
    <div className={styles.bar}>
      <h1>Infra</h1>
      {editable && (
        <>
          <IconButton
            label="Undo"
            icon="undo"
            small
            disabled={undoable === 0}
            onClick={() => session.undo()}
            aria-keyshortcuts="Control+Z Meta+Z"
          />
          <IconButton
            label="Redo"
            icon="redo"
            small
            disabled={redoable === 0}
            onClick={() => session.redo()}
            aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
          />
          <AddMenu />
        </>
      )}
      <Menu
        align="start"
        trigger={<IconButton label="More" icon="more" small />}
        entries={[
          ...(editable
            ? [{ label: "Tidy up the diagram", icon: "fit" as const, onSelect: tidyUp }, "line" as const]
            : []),
          { label: "Export as SVG", icon: "download", onSelect: () => exportPicture("svg") },
          { label: "Export as PNG", icon: "download", onSelect: () => exportPicture("png") },
          "line",
          { label: "Keys", icon: "info", onSelect: () => openDialog("keys") },
        ]}
      />
      <State isDeploying={isDeploying} />
      {editable && <DeployButtons isDeploying={isDeploying} />}
      {dialog === "deploy" && (
        <DeployDialog onClose={() => openDialog(undefined)} onDeployed={({ updates }) => onDeployed(updates)} />
      )}
      {dialog === "discard" && <Discard />}
    </div>
  );
}

function DeployButtons({ isDeploying }: { readonly isDeploying: boolean }) {
  const may = useMay();
  const { openDialog } = useInfraActions();
  const { checked, plan, isCurrent, isPlanCurrent } = useChecks();
  const isEdited = useSession((one) => one.isEdited);
  const isNew = useSession((one) => one.base.version === 0);
  const hasChanges = (plan ?? []).some(({ changes, errors }) => changes.length + errors.length > 0);
  const isDone = !isEdited && (isDeploying || (isPlanCurrent && !hasChanges && !isNew));
  const { zones } = useProject();
  return (
    <>
      {isEdited && (
        <Button small onClick={() => openDialog("discard")}>
          Discard
        </Button>
      )}
      {may("deploy") && (
        <Button
          small
          variant="primary"
          icon="rocket"
          disabled={!checked?.valid || !isCurrent || isDone || zones.length === 0}
          onClick={() => openDialog("deploy")}
        >
          Deploy
        </Button>
      )}
    </>
  );
}

function State({ isDeploying }: { readonly isDeploying: boolean }) {
  const { editable, changes } = useEditing();
  const { plan, isPlanCurrent, checked, isCurrent, problem } = useChecks();
  const { id, isKept, savedAt, problem: keepProblem } = useKeeper();
  const isEdited = useSession((one) => one.isEdited);
  const { version } = useSession((one) => one.base);
  const { name, zones } = useProject();
  if (!editable)
    return (
      <div className={styles.state}>
        <Icon name="lock" /> Version {version}, to be read only
      </div>
    );
  return (
    <div className={styles.state} role="status">
      {isSignedOut(keepProblem) ? (
        <SignedOut />
      ) : keepProblem !== undefined ? (
        <span>
          <Icon name="warning" /> Your edits cannot be kept right now
        </span>
      ) : isEdited && id !== undefined ? (
        <span>{isKept && savedAt ? <>Kept for later, {<Time at={savedAt} />}</> : "Keeping…"}</span>
      ) : null}
      <span>
        {problem !== undefined ? (
          "Not checked"
        ) : checked && !checked.valid && isCurrent ? (
          "Has errors"
        ) : zones.length === 0 ? (
          <>
            No zone to run in: <Link href={`/projects/${name}/settings`}>add one</Link>
          </>
        ) : isDeploying && !isEdited ? (
          "Deploying…"
        ) : !isPlanCurrent ? (
          "Planning…"
        ) : (
          planInShort(plan ?? [], changes.length)
        )}
      </span>
    </div>
  );
}

function Discard() {
  const { session, keeper } = useWorkspace();
  const { name } = useProject();
  const { openDialog } = useInfraActions();
  const refresh = useRefresh();
  const discard = async () => {
    const unstage = Object.keys(session.staged).map((variable) => stageVariable.of({ name: variable, to: undefined }));
    await keeper?.discard();
    session.replace(session.base.text, "discard", unstage);
    keeper?.forget();
    await refresh("/projects/{project}/change-sets");
    toast(`Discarded the edits of ${name}`);
  };
  return (
    <ConfirmDialog
      open
      onClose={() => openDialog(undefined)}
      title="Discard your edits?"
      action="Discard"
      onConfirm={discard}
    >
      The definition is again what it was when you began. Undo brings the edits back as long as this page is open.
    </ConfirmDialog>
  );
}
