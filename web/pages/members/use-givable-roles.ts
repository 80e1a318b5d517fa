import type { Schema } from "../../../api/client/types.ts";
import { useList } from "../../app/list.tsx";
import { useProject } from "../../app/project.tsx";

/** Roles that whoever has signed in can give: those that may do no more than he. */
export function useGivableRoles(): readonly Schema<"Role">[] {
  const { name: project, permissions } = useProject();
  const { items } = useList("/projects/{project}/roles", { path: { project } });
  return items.filter((role) => role.permissions.every((one) => permissions.includes(one)));
}
