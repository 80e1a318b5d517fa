import { type Cidr, joinedCidrs, parseAddress, parseCidr } from "../constructs/cidr.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import { connectZone } from "./kubernetes-client.ts";
import type { FileZone, Zone } from "./zone.ts";
import { type LiveObject, type ZoneClient, ZoneError } from "./zone-client.ts";
import { getZone, rememberZone } from "./zones.ts";

/** What only the cluster itself can say of a zone. */
export type ZoneFacts = Required<Pick<ZoneContext, "capabilities" | "ownAddresses">>;

/** Groups of Kubernetes itself, besides those of names without a dot (kubernetes.io, API reference). */
const BUILT_IN = new Set([
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "internal.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
  "storagemigration.k8s.io",
]);

type Fields = Readonly<Record<string, unknown>>;

/** Objects that say which addresses are the cluster's own. */
const SOURCES: readonly {
  readonly kind: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly read: (object: LiveObject) => readonly unknown[];
}[] = [
  {
    kind: "/Node",
    read: ({ spec, status }) => [...texts(fields(spec).podCIDRs), ...internalAddresses(fields(status))],
  },
  { kind: "networking.k8s.io/ServiceCIDR", read: ({ spec }) => texts(fields(spec).cidrs) },
  {
    kind: "discovery.k8s.io/EndpointSlice",
    namespace: "default",
    labelSelector: "kubernetes.io/service-name=kubernetes",
    read: ({ endpoints }) => list(endpoints).flatMap(({ addresses }) => texts(addresses)),
  },
  { kind: "crd.projectcalico.org/IPPool", read: ({ spec }) => [fields(spec).cidr] },
  { kind: "cilium.io/CiliumNode", read: ({ spec }) => texts(fields(fields(spec).ipam).podCIDRs) },
];

/** Asks a cluster what it can do and which addresses are its own. What it forbids to read is left out. */
export async function askZoneFacts(client: ZoneClient, signal?: AbortSignal): Promise<ZoneFacts> {
  const kinds = await client.kinds();
  const groups = new Set([...kinds.values()].map(({ group }) => group));
  const found = await Promise.all(
    SOURCES.map(async ({ kind, read, ...where }) => {
      const known = kinds.get(kind);
      const { items } = known ? await readable(client.list(known, { ...where, ...(signal && { signal }) })) : NOTHING;
      return items.flatMap(read);
    }),
  );
  const addresses = found.flat().flatMap((text) => rangeOf(String(text)) ?? []);
  return {
    capabilities: [...groups].filter((group) => group.includes(".") && !BUILT_IN.has(group)).sort(),
    ownAddresses: joinedCidrs(addresses).map(({ text }) => text),
  };
}

/** The zone with what its cluster says of itself. Throws ZoneError when the cluster does not answer. */
export async function withFacts<Known extends Zone>(zone: Known, signal?: AbortSignal): Promise<Known> {
  const client = await connectZone(zone);
  try {
    return { ...zone, context: { ...zone.context, ...(await askZoneFacts(client, signal)) } };
  } finally {
    await client.close();
  }
}

/**
 * Asks the cluster of a zone anew and keeps the answer in the registry, from where trees get it: planning itself asks
 * nothing. Undefined when nothing has changed. Throws ZoneError when the cluster does not answer.
 */
export async function refreshZone(zone: FileZone, signal?: AbortSignal): Promise<FileZone | undefined> {
  const fresh = await withFacts((await getZone(zone.context.name)) ?? zone, signal);
  if (JSON.stringify(fresh.context) === JSON.stringify(zone.context)) return undefined;
  await rememberZone(fresh);
  return fresh;
}

const NOTHING = { items: [] as readonly LiveObject[] };

async function readable(reading: Promise<{ readonly items: readonly LiveObject[] }>): Promise<typeof NOTHING> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ZoneError && ["forbidden", "not-found"].includes(error.kind)) return NOTHING;
    throw error;
  }
}

function internalAddresses({ addresses }: Fields): readonly unknown[] {
  return list(addresses).flatMap(({ type, address }) => (type === "InternalIP" ? [address] : []));
}

function rangeOf(text: string): Cidr | undefined {
  return text.includes("/") ? parseCidr(text) : parseAddress(text);
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function texts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
