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

/** Cancels what is under way, tries again what did not succeed. */
export function UpdateActions({ update, state }: { readonly update: Schema<"Update">; readonly state: UpdateState }) {
  const may = useMay();
  if (!may("deploy")) return null;
  if (state === "waiting" || state === "running") return <Cancel update={update} state={state} />;
  if (state === "succeeded" || state === "superseded" || state === "unchanged") return null;
  return update.operation === "up" || may("delete") ? <Retry update={update} /> : null;
}

function Cancel({ update: { id }, state }: { readonly update: Schema<"Update">; readonly state: UpdateState }) {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const cancel = async () => {
    await client.post("/projects/{project}/updates/{update}/cancel", { path: { project, update: id } });
    await refresh("/projects/{project}/updates", "/projects/{project}/updates/{update}");
    toast(state === "waiting" ? "The update is cancelled" : "The update is about to end");
  };
  return (
    <>
      <Button icon="stop" variant="danger" onClick={() => setAsking(true)}>
        Cancel the update
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Cancel the update?"
        action="Cancel the update"
        onConfirm={cancel}
      >
        {state === "waiting"
          ? "It has not begun: nothing is written."
          : "What it has written so far stays; the rest stays as it was. Deploying again goes on from there."}
      </ConfirmDialog>
    </>
  );
}

function Retry({ update: { id } }: { readonly update: Schema<"Update"> }) {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const [, navigate] = useLocation();
  const retry = useAction(async () => {
    const made = await client.post("/projects/{project}/updates/{update}/retry", { path: { project, update: id } });
    await refresh("/projects/{project}/updates");
    toast("It is tried again");
    navigate(`/projects/${project}/updates/${made.id}`);
  });
  return (
    <>
      <Button icon="refresh" variant="primary" busy={retry.busy} onClick={() => void retry.run()}>
        Try again
      </Button>
      <Dialog open={retry.problem !== undefined} onClose={retry.forget} title="It cannot be tried again">
        <ProblemNote problem={retry.problem} />
        <DialogButtons>
          <Button onClick={retry.forget}>Close</Button>
        </DialogButtons>
      </Dialog>
    </>
  );
}
