import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { keyOf } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";

export type Variable = Schema<"Variable">;

/** All variables of the project, by name: it has a few hundred at most. */
export function useVariables() {
  const { name: project } = useProject();
  const path = { project };
  return useQuery({
    queryKey: [...keyOf("/projects/{project}/variables", { path }), "all"],
    queryFn: async ({ signal }): Promise<readonly Variable[]> => {
      const all: Variable[] = [];
      for await (const one of client.items("/projects/{project}/variables", { path, query: { limit: 100 }, signal })) {
        all.push(one);
      }
      return all;
    },
  });
}
