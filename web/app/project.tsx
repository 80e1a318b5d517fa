import { createContext, useContext } from "react";
import type { Schema } from "../../api/client/types.ts";

export type Project = Schema<"Project">;
export type Permission = Project["permissions"][number];

export const ProjectContext = createContext<Project | undefined>(undefined);

/** The project whose pages are shown. Only below `ProjectShell`. */
export function useProject(): Project {
  const project = useContext(ProjectContext);
  if (!project) throw new Error("no project is shown here");
  return project;
}

/** Whether whoever has signed in may do something in the project: what he may not is not shown to him. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useProject();
  return (permission) => permissions.includes(permission);
}
