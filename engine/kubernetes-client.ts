import type { Manifest, ObjectId } from "../constructs/manifest.ts";
import { MANAGER, objectId } from "../constructs/manifest.ts";
import { BUILT_IN_KINDS, builtInKind } from "./kubernetes/built-in-kinds.ts";
import { readCredentials } from "./kubernetes/credentials.ts";
import { type DeleteOptions, deleteObject } from "./kubernetes/deletion.ts";
import { discoverKinds } from "./kubernetes/discovery.ts";
import { type ListOptions, listObjects } from "./kubernetes/list.ts";
import {
  collectionPath,
  describeObject,
  kindKey,
  objectPath,
  parseObjectId,
  versionOf,
} from "./kubernetes/object-path.ts";
import { Transport } from "./kubernetes/transport.ts";
import { type WatchOptions, watchObjects } from "./kubernetes/watch.ts";
import type { Zone } from "./zone.ts";
import {
  type ApiKind,
  type LiveList,
  type LiveObject,
  type WatchEvent,
  type ZoneClient,
  ZoneError,
} from "./zone-client.ts";

const MAX_LOG_LINE = 64 * 1024;

/** A client for the zone's API server. Reads the kubeconfig; the server itself is first asked by the first method. */
export async function connectZone(zone: Zone): Promise<ZoneClient> {
  return new KubernetesClient(zone.context.name, new Transport(zone.context.name, await readCredentials(zone)));
}

type ApplyOptions = Parameters<ZoneClient["apply"]>[1];
type LogOptions = Parameters<ZoneClient["logs"]>[1];

class KubernetesClient implements ZoneClient {
  readonly zone: string;
  readonly #transport: Transport;
  #kinds: Promise<ReadonlyMap<string, ApiKind>> | undefined;

  constructor(zone: string, transport: Transport) {
    this.zone = zone;
    this.#transport = transport;
  }

  kinds(): Promise<ReadonlyMap<string, ApiKind>> {
    this.#kinds ??= discoverKinds(this.#transport).catch((error) => {
      this.#kinds = undefined;
      throw error;
    });
    return this.#kinds;
  }

  async get(id: ObjectId): Promise<LiveObject | undefined> {
    const { namespace, name } = parseObjectId(id);
    const kind = await this.#kindOf(id);
    if (!kind) return undefined;
    const path = objectPath(kind, namespace, name);
    try {
      return await this.#transport.json<LiveObject>({ method: "GET", path, what: `read ${describeObject(id)}` });
    } catch (error) {
      if (error instanceof ZoneError && error.kind === "not-found") return undefined;
      throw error;
    }
  }

  list(kind: ApiKind, options: ListOptions): Promise<LiveList> {
    return listObjects(this.#transport, kind, options);
  }

  async apply(manifest: Manifest, options: ApplyOptions = {}): Promise<LiveObject> {
    const id = objectId(manifest);
    const kind = await this.#kindOf(id);
    if (!kind) throw this.#unknownKind(manifest);
    const query = new URLSearchParams({ fieldManager: options.fieldManager ?? MANAGER, force: "true" });
    query.set("fieldValidation", "Strict");
    if (options.dryRun) query.set("dryRun", "All");
    const { namespace, name } = manifest.metadata;
    return this.#transport.json<LiveObject>({
      method: "PATCH",
      path: `${objectPath({ ...kind, version: versionOf(manifest.apiVersion) }, namespace, name)}?${query}`,
      body: manifest,
      contentType: "application/apply-patch+yaml",
      what: `apply ${describeObject(id)}`,
      ...(options.signal && { signal: options.signal }),
    });
  }

  async delete(id: ObjectId, options: DeleteOptions = {}): Promise<void> {
    const kind = await this.#kindOf(id);
    if (!kind) return;
    const { namespace, name } = parseObjectId(id);
    await deleteObject(this.#transport, { kind, namespace, name }, options);
  }

  watch(kind: ApiKind, options: WatchOptions): AsyncIterable<WatchEvent> {
    return watchObjects(this.#transport, kind, options);
  }

  async *logs(pod: string, options: LogOptions): AsyncGenerator<string> {
    const { namespace, container, tailLines, previous, follow, signal } = options;
    const query = new URLSearchParams();
    if (container) query.set("container", container);
    if (tailLines !== undefined) query.set("tailLines", String(tailLines));
    if (previous) query.set("previous", "true");
    if (follow) query.set("follow", "true");
    const path = `${collectionPath(builtInKind("/Pod"), namespace)}/${encodeURIComponent(pod)}/log?${query}`;
    const what = `read the log of pod "${pod}"`;
    yield* this.#transport.lines({ method: "GET", path, what, ...(signal && { signal }) }, MAX_LOG_LINE);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /** The kind of an object; asks the zone anew when it is not known, since it may have come with a CRD. */
  async #kindOf(id: ObjectId): Promise<ApiKind | undefined> {
    const { group, kind } = parseObjectId(id);
    const key = `${group}/${kind}`;
    if (BUILT_IN_KINDS.has(key)) return BUILT_IN_KINDS.get(key);
    const known = await this.kinds();
    if (known.has(key)) return known.get(key);
    this.#kinds = undefined;
    return (await this.kinds()).get(key);
  }

  #unknownKind(manifest: Manifest): ZoneError {
    const { apiVersion, kind } = manifest;
    const message = `zone "${this.zone}" does not know the kind ${kind} (${apiVersion}); install its custom resource definition first`;
    return new ZoneError(this.zone, "invalid", message, { cause: kindKey(manifest) });
  }
}
