import { useGet } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { useSession } from "../use-workspace.ts";

/** The project's definition, when somebody has saved another one than the edits were begun from. */
export function useNewer() {
  const { name } = useProject();
  const base = useSession((session) => session.base);
  const current = useGet("/projects/{project}/definition", { path: { project: name } }, { enabled: base.version > 0 });
  return current.data && current.data.version > base.version ? current.data : undefined;
}
