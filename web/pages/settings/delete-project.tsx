import { useState } from "react";
import { useLocation } from "wouter";
import { client } from "../../app/client.ts";
import { useRefresh } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Section } from "../../ui/layout.tsx";
import { toast } from "../../ui/toast.tsx";
import styles from "./settings.module.css";

export function DeleteProject() {
  const { name: project, zones, state } = useProject();
  const refresh = useRefresh();
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    const { state: after } = await client.delete("/projects/{project}", {
      path: { project },
      query: { confirm: project },
    });
    await refresh("/projects", "/projects/{project}");
    toast(after === "deleted" ? `Project ${project} is deleted` : `Project ${project} is being removed from its zones`);
    // The list tells how that goes; this page will soon be of nothing.
    go("/");
  };
  return (
    <Section title="Delete">
      <div className={styles.danger}>
        <p>
          {state === "deleting"
            ? "It is being removed from its zones. When that has failed in one of them, try again."
            : "Removes the project from every zone with all its volumes and their data, and then everything the platform knows of it. It cannot be undone."}
        </p>
        <Button variant="danger" icon="trash" onClick={() => setAsking(true)}>
          {state === "deleting" ? "Try again" : "Delete project"}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${project}?`}
        action="Delete with all its data"
        typed={project}
        onConfirm={remove}
      >
        {zones.length > 0
          ? `Everything it has in ${zones.join(", ")} is destroyed, its volumes with all their data too.`
          : "It is in no zone; its definition, revisions and variables are deleted."}
      </ConfirmDialog>
    </Section>
  );
}
