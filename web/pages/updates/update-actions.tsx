import { useState } from "react";
import { useLocation } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import type { UpdateState } from "../../live/update-progress.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog, Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";

/**
 * Cancels what is under way, tries again what did not succeed. It is one button, so that the focus stays on it when the
 * one becomes the other.
 */
export function UpdateActions({ update, state }: { readonly update: Schema<"Update">; readonly state: UpdateState }) {
  const may = useMay();
  const { name: project } = useProject();
  const refresh = useRefresh();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const path = { project, update: update.id };
  const cancel = async () => {
    await client.post("/projects/{project}/updates/{update}/cancel", { path });
    await refresh("/projects/{project}/updates", "/projects/{project}/updates/{update}");
    toast(state === "waiting" ? "The update is cancelled" : "The update is being cancelled");
  };
  const retry = useAction(async () => {
    const made = await client.post("/projects/{project}/updates/{update}/retry", { path });
    await refresh("/projects/{project}/updates");
    toast("It is tried again");
    navigate(`/projects/${project}/updates/${made.id}`);
  });
  const isUnderWay = state === "waiting" || state === "running";
  const isDone = state === "succeeded" || state === "superseded" || state === "unchanged";
  if (!may("deploy") || isDone || !(isUnderWay || update.operation === "up" || may("delete"))) return null;
  return (
    <>
      <Button
        icon={isUnderWay ? "stop" : "refresh"}
        variant={isUnderWay ? "danger" : "primary"}
        busy={retry.busy}
        onClick={() => (isUnderWay ? setAsking(true) : void retry.run())}
      >
        {isUnderWay ? "Cancel the update" : "Try again"}
      </Button>
      <ConfirmDialog
        open={asking && isUnderWay}
        onClose={() => setAsking(false)}
        title="Cancel the update?"
        action="Cancel the update"
        dismiss="Let it go on"
        onConfirm={cancel}
      >
        {state === "waiting"
          ? "It has not begun: nothing is written."
          : "What it has written so far stays; the rest stays as it was. Deploying again goes on from there."}
      </ConfirmDialog>
      <Dialog open={retry.problem !== undefined} onClose={retry.forget} title="It cannot be tried again">
        <ProblemNote problem={retry.problem} />
        <DialogButtons>
          <Button onClick={retry.forget}>Close</Button>
        </DialogButtons>
      </Dialog>
    </>
  );
}
