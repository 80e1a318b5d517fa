import { LABEL, MANAGER, type Manifest, type ObjectId, objectId } from "../constructs/manifest.ts";
import type { Tree } from "../constructs/tree.ts";
import { type Bookkeeping, projectSelector, readBookkeeping } from "./bookkeeping.ts";
import { BUILT_IN_KINDS } from "./kubernetes/built-in-kinds.ts";
import { kindKey, parseObjectId, versionOf } from "./kubernetes/object-path.ts";
import { appliedFields } from "./planning/field-set.ts";
import { isSecret, sealLiveSecret } from "./planning/seal-live-secret.ts";
import type { SealedManifests } from "./seal.ts";
import type { SecretKey } from "./secret-key.ts";
import type { ApiKind, LiveObject, ZoneClient } from "./zone-client.ts";

/** What a zone holds of a project. Secrets in it are sealed. */
export interface LiveState {
  /** The project's namespace; absent when there is none, or when it is on its way out. */
  readonly namespace?: LiveObject;
  /** The namespace is being deleted, with everything in it; nothing can be written until it is gone. */
  readonly terminating: boolean;
  /** Objects that carry the project's labels. */
  readonly objects: ReadonlyMap<ObjectId, LiveObject>;
  /** Wanted objects that exist, but do not carry the project's labels. */
  readonly foreign: readonly LiveObject[];
  readonly bookkeeping: Bookkeeping;
  readonly kinds: ReadonlyMap<string, ApiKind>;
}

export interface LiveStateRequest {
  readonly tree: Pick<Tree, "project" | "namespace">;
  readonly sealed: SealedManifests;
  readonly client: ZoneClient;
  readonly key: SecretKey;
}

/** Kinds that nobody applies and that are many. */
const NEVER_APPLIED = new Set(["/Event", "events.k8s.io/Event", "/Endpoints", "discovery.k8s.io/EndpointSlice"]);

/**
 * Reads the project's objects: the kinds of the tree at once, together with the namespace; then those kinds that only
 * earlier updates have written. Costs two round trips of parallel requests, one when there is nothing to prune.
 */
export async function readLiveState(request: LiveStateRequest): Promise<LiveState> {
  const { tree, sealed, client, key } = request;
  const kinds = await kindsNeeded(client, sealed.manifests.map(kindKey));
  const wantedKinds = kindsToRead(sealed.manifests, kinds);
  const [found, lists] = await Promise.all([
    client.get(`/Namespace//${tree.namespace}`),
    Promise.all([...wantedKinds.values()].map((kind) => listOwn(request, kind))),
  ]);
  const terminating = found?.metadata.deletionTimestamp !== undefined;
  const namespace = terminating ? undefined : found;
  const bookkeeping = readBookkeeping(namespace);
  const earlier = namespace ? await earlierKinds(client, bookkeeping) : [];
  const more = await Promise.all(
    earlier.filter((kind) => !wantedKinds.has(keyOf(kind))).map((kind) => listOwn(request, kind)),
  );
  const own = [...lists, ...more].flat().filter(({ metadata }) => !terminating || !metadata.namespace);
  const objects = new Map([...own, ...ifOwn(tree.project, namespace)].map((object) => [objectId(object), object]));
  return {
    ...(namespace && { namespace }),
    terminating,
    objects: sealSecrets(objects, sealed, key),
    foreign: await findForeign(client, wantedKinds, sealed.manifests, objects, namespace),
    bookkeeping,
    kinds,
  };
}

/** The built-in kinds when they are all there is; what the zone serves otherwise. */
async function kindsNeeded(client: ZoneClient, keys: Iterable<string>): Promise<ReadonlyMap<string, ApiKind>> {
  return [...keys].every((key) => BUILT_IN_KINDS.has(key)) ? BUILT_IN_KINDS : client.kinds();
}

/** Kinds of the manifests in the version in which they are written: fields may differ from version to version. */
function kindsToRead(manifests: readonly Manifest[], kinds: ReadonlyMap<string, ApiKind>): Map<string, ApiKind> {
  const wanted = new Map<string, ApiKind>();
  for (const manifest of manifests) {
    const kind = kinds.get(kindKey(manifest));
    if (kind && kind.kind !== "Namespace")
      wanted.set(keyOf(kind), { ...kind, version: versionOf(manifest.apiVersion) });
  }
  return wanted;
}

/** Kinds that earlier updates may have written. When none were noted, all that stand in namespaces. */
async function earlierKinds(client: ZoneClient, { kinds: noted }: Bookkeeping): Promise<ApiKind[]> {
  const kinds = noted ? await kindsNeeded(client, noted) : await client.kinds();
  const all = [...kinds.values()].filter((kind) => kind.kind !== "Namespace" && !NEVER_APPLIED.has(keyOf(kind)));
  return all.filter((kind) => (noted ? noted.has(keyOf(kind)) : kind.namespaced));
}

function keyOf({ group, kind }: ApiKind): string {
  return `${group}/${kind}`;
}

async function listOwn({ client, tree }: LiveStateRequest, kind: ApiKind): Promise<readonly LiveObject[]> {
  const where = kind.namespaced ? { namespace: tree.namespace } : {};
  const { items } = await client.list(kind, { ...where, labelSelector: projectSelector(tree.project) });
  return items.filter((item) => !item.metadata.deletionTimestamp || isHeldByFinalizer(item));
}

/** Pods and volume claims stay for a while after they were deleted; they still are what they were. */
function isHeldByFinalizer({ metadata }: LiveObject): boolean {
  return Array.isArray(metadata.finalizers) && metadata.finalizers.length > 0;
}

export function isOwn(project: string, { metadata }: LiveObject): boolean {
  return metadata.labels?.[LABEL.managedBy] === MANAGER && metadata.labels[LABEL.project] === project;
}

function ifOwn(project: string, namespace: LiveObject | undefined): readonly LiveObject[] {
  return namespace && isOwn(project, namespace) ? [namespace] : [];
}

/**
 * Whether an update may delete the object when the tree does not hold it. Controllers copy labels to what they make
 * (pods, endpoint slices, volume claims), so the labels alone do not say that it was Espalier who wrote it.
 */
export function isPrunable(live: LiveObject): boolean {
  const owners = live.metadata.ownerReferences;
  return (!Array.isArray(owners) || owners.length === 0) && appliedFields(live) !== undefined;
}

function sealSecrets(
  objects: ReadonlyMap<ObjectId, LiveObject>,
  { manifests, values }: SealedManifests,
  key: SecretKey,
): ReadonlyMap<ObjectId, LiveObject> {
  const wanted = new Map(manifests.filter(isSecret).map((manifest) => [objectId(manifest), manifest]));
  const seal = (id: ObjectId, live: LiveObject) =>
    isSecret(live) ? sealLiveSecret(live, wanted.get(id), values, key) : live;
  return new Map([...objects].map(([id, live]) => [id, seal(id, live)]));
}

/** Made by Kubernetes itself in every namespace, and free to be shaped by its owner. */
const MADE_BY_KUBERNETES = new Set(["ServiceAccount/default"]);

/** Of the wanted objects that are not ours, those that exist nevertheless. */
async function findForeign(
  client: ZoneClient,
  wantedKinds: ReadonlyMap<string, ApiKind>,
  manifests: readonly Manifest[],
  own: ReadonlyMap<ObjectId, LiveObject>,
  namespace: LiveObject | undefined,
): Promise<readonly LiveObject[]> {
  const missing = manifests.filter(({ kind, metadata }) => {
    return (
      kind !== "Namespace" && !MADE_BY_KUBERNETES.has(`${kind}/${metadata.name}`) && (namespace || !metadata.namespace)
    );
  });
  const ids = new Set(missing.map(objectId).filter((id) => !own.has(id)));
  const kinds = new Map([...ids].map((id) => [`${parseObjectId(id).group}/${parseObjectId(id).kind}`, id]));
  const lists = [...kinds].map(async ([key, id]) => {
    const kind = wantedKinds.get(key);
    if (!kind) return [];
    const where = kind.namespaced ? { namespace: parseObjectId(id).namespace } : {};
    return (await client.list(kind, where)).items;
  });
  return (await Promise.all(lists)).flat().filter((live) => ids.has(objectId(live)));
}
