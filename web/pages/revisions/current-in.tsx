import { useGet } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { Badge } from "../../ui/badge.tsx";

/** Zones by the revision that was applied there last. */
export function useCurrentZones(): (revision: number) => readonly string[] {
  const { name } = useProject();
  const claims = useGet("/projects/{project}/claims", { path: { project: name }, query: { limit: 100 } });
  const items = claims.data?.items ?? [];
  return (revision) => items.flatMap(({ zone, deployedRevision }) => (deployedRevision === revision ? [zone] : []));
}

export const CurrentIn = ({ zones }: { readonly zones: readonly string[] }) =>
  zones.map((zone) => (
    <Badge key={zone} tone="good" icon="zone">
      {zone}
    </Badge>
  ));
