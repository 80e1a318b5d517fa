import type { Manifest } from "../constructs/manifest.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import type { ZoneClient } from "./zone-client.ts";

/**
 * Labels of what Espalier puts into a zone for all its projects. Not `managed-by`: that marks the objects of projects,
 * which are pruned when no project holds them.
 */
export const ZONE_LABELS = { "app.kubernetes.io/part-of": "espalier-zone" } as const;

/** Field manager of these objects, apart from the one of projects. */
const SETUP_MANAGER = "espalier-zone";

/** Priorities of important and unimportant containers; pods that name none have 0. */
const PRIORITIES = [
  { name: "espalier-low", value: -1000, description: "gives way to everything else when room is short" },
  { name: "espalier-high", value: 1000, description: "takes the room of others when room is short" },
] as const;

/** What every zone needs before a project can be deployed into it. */
export function zoneObjects(): readonly Manifest[] {
  return PRIORITIES.map(({ name, value, description }) => ({
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name, labels: ZONE_LABELS },
    value,
    description,
  }));
}

/** What a local zone has besides, because no person has set it up: the ingress class and its controller's namespace. */
export function localZoneObjects({ ingressClass, ingressNamespace }: ZoneContext): readonly Manifest[] {
  return [
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata: { name: ingressClass, labels: ZONE_LABELS },
      spec: { controller: "k8s.io/ingress-nginx" },
    },
    { apiVersion: "v1", kind: "Namespace", metadata: { name: ingressNamespace, labels: ZONE_LABELS } },
  ];
}

/** Applies the objects, all at once; doing it again changes nothing. */
export async function setUpZone(
  client: ZoneClient,
  objects: readonly Manifest[] = zoneObjects(),
  signal?: AbortSignal,
): Promise<void> {
  const options = { fieldManager: SETUP_MANAGER, ...(signal && { signal }) };
  await Promise.all(objects.map((object) => client.apply(object, options)));
}
