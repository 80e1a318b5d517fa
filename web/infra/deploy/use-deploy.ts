import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { stageVariable } from "../session/staged.ts";
import type { Workspace } from "../session/workspace.ts";
import { readBase } from "../use-opening.ts";
import { useWorkspace } from "../use-workspace.ts";

type Deployment = Schema<"Deployment">;

export interface DeployInput {
  readonly comment: string;
  /** Values for variables that had none. */
  readonly values: Readonly<Record<string, string>>;
}

/** Deploys what is edited, or the definition as it is saved where nothing is. */
export function useDeploy(onDeployed: (deployment: Deployment) => void) {
  const workspace = useWorkspace();
  const { name } = useProject();
  const refresh = useRefresh();
  return useAction(async ({ comment, values }: DeployInput) => {
    const { session, checks } = workspace;
    const effects = Object.entries(values).map(([variable, value]) =>
      stageVariable.of({ name: variable, to: { kind: "set", value } }),
    );
    session.edit({ effects, userEvent: "form.values" });
    try {
      const isStaged = session.isEdited || session.base.version === 0;
      const deployment = isStaged ? await applyEdits(workspace, name, comment) : await deployStored(name, comment);
      onDeployed(deployment);
    } catch (error) {
      // What the definition has become is told on the page, with what can be done.
      if (error instanceof ProblemError && error.code === "stale") await refresh("/projects/{project}/definition");
      throw error;
    }
    const base = await readBase(name);
    if (base) session.settle(base);
    checks?.again();
    await refresh(
      "/projects/{project}",
      "/projects/{project}/definition",
      "/projects/{project}/tree",
      "/projects/{project}/change-sets",
      "/projects/{project}/variables",
      "/projects/{project}/revisions",
      "/projects/{project}/updates",
    );
  });
}

async function applyEdits(workspace: Workspace, project: string, comment: string): Promise<Deployment> {
  const { keeper } = workspace;
  workspace.keepNow();
  keeper?.setComment(comment);
  const kept = await keeper?.flush();
  if (!kept) throw new Error("there is nothing to deploy");
  const path = { project, changeSet: kept.changeSet.id };
  const init = { path, body: {}, ifMatch: kept.etag };
  const deployment = await client.post("/projects/{project}/change-sets/{changeSet}/apply", init);
  keeper?.forget();
  return deployment;
}

function deployStored(project: string, comment: string): Promise<Deployment> {
  return client.post("/projects/{project}/revisions", { path: { project }, body: { comment } });
}
