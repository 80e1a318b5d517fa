import { useEffect } from "react";
import { useRefresh } from "../app/data.ts";
import { onProjectNews } from "../live/project-news.ts";
import { useWorkspace } from "./use-workspace.ts";

/** What others change in the project is read anew here, as it happens. */
export function useProjectNews(project: string): void {
  const refresh = useRefresh();
  const { checks } = useWorkspace();
  useEffect(
    () =>
      onProjectNews(project, (event, isBack) => {
        if (event === "now" || event === "definition") {
          void refresh("/projects/{project}", "/projects/{project}/definition", "/projects/{project}/tree");
        }
        if (isBack || event === "change-set") void refresh("/projects/{project}/change-sets");
        if (isBack || event === "placement") void refresh("/projects/{project}/placement");
        if (event === "project") void refresh("/projects/{project}");
        if (isBack || event === "update") void refresh("/projects/{project}/updates");
        // Values and what a zone holds are a part of every plan.
        if (isBack || event === "variables" || event === "update") checks?.again();
      }),
    [project, refresh, checks],
  );
}
