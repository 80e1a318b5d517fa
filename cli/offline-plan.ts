import { ANNOTATION, objectId } from "../constructs/manifest.ts";
import type { Tree } from "../constructs/tree.ts";
import type { Plan } from "../engine/plan-types.ts";

/** The plan of a tree for a zone that holds nothing yet; needs no zone to make. */
export function offlinePlan({ project, namespace, zone, manifests, notes }: Tree): Plan {
  const changes = manifests.map((manifest) => ({
    operation: "create" as const,
    id: objectId(manifest),
    path: manifest.metadata.annotations?.[ANNOTATION.path] ?? `${manifest.kind}/${manifest.metadata.name}`,
    fields: [],
    dataAtRisk: false,
    restarts: false,
  }));
  return { project, namespace, zone, changes, unchanged: 0, manifests, notes };
}
