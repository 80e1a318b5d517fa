import type { ApiKind } from "../zone-client.ts";
import type { Transport } from "./transport.ts";

/** Asks for all groups, versions and kinds in one document instead of one per group and version. */
const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

interface DiscoveryList {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    /** The preferred version first. */
    readonly versions?: readonly { readonly version: string; readonly resources?: readonly DiscoveredResource[] }[];
  }[];
}

interface DiscoveredResource {
  readonly resource: string;
  readonly responseKind?: { readonly group?: string; readonly kind?: string };
  readonly scope?: string;
  readonly verbs?: readonly string[];
}

/** Kinds that the API server serves and that can be listed, by `group/Kind`, each in its preferred version. */
export async function discoverKinds(transport: Transport): Promise<ReadonlyMap<string, ApiKind>> {
  const documents = await Promise.all(["/api", "/apis"].map((path) => discover(transport, path)));
  const kinds = new Map<string, ApiKind>();
  for (const { items = [] } of documents) {
    for (const { metadata, versions = [] } of items) {
      for (const { version, resources = [] } of versions) addKinds(kinds, metadata?.name ?? "", version, resources);
    }
  }
  return kinds;
}

function discover(transport: Transport, path: string): Promise<DiscoveryList> {
  return transport.json({ method: "GET", path, accept: AGGREGATED, what: "read the kinds it serves" });
}

function addKinds(
  kinds: Map<string, ApiKind>,
  group: string,
  version: string,
  resources: readonly DiscoveredResource[],
) {
  for (const { resource, responseKind, scope, verbs = [] } of resources) {
    const kind = responseKind?.kind;
    const key = `${group}/${kind}`;
    if (!kind || kinds.has(key) || !verbs.includes("list")) continue;
    kinds.set(key, { group, version, kind, plural: resource, namespaced: scope === "Namespaced" });
  }
}
