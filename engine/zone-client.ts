import type { Manifest, ObjectId } from "../constructs/manifest.ts";

/**
 * What the engine asks of a zone's API server. One client per zone, connections kept warm.
 * Implementation: `kubernetes-client.ts`. Every method rejects with `ZoneError`.
 */
export interface ZoneClient {
  readonly zone: string;
  /** Kinds the zone serves, by `group/Kind`; cached, refreshed after CRDs change. */
  kinds(): Promise<ReadonlyMap<string, ApiKind>>;
  get(id: ObjectId): Promise<LiveObject | undefined>;
  /** All objects of a kind, in a namespace or (`undefined`) in the whole zone, paged internally. */
  list(kind: ApiKind, options: { namespace?: string; labelSelector?: string; signal?: AbortSignal }): Promise<LiveList>;
  /** Server-side apply as field manager `espalier`, forced. Resolves to the object as the server now holds it. */
  apply(
    manifest: Manifest,
    options?: { dryRun?: boolean; fieldManager?: string; signal?: AbortSignal },
  ): Promise<LiveObject>;
  /** Deletes and, with `wait`, resolves only when the object is gone. A missing object is no error. */
  delete(
    id: ObjectId,
    options?: { wait?: boolean; propagation?: "Foreground" | "Background" | "Orphan"; signal?: AbortSignal },
  ): Promise<void>;
  /** Changes of a kind in a namespace from `resourceVersion` on; reconnects by itself, ends with the signal. */
  watch(
    kind: ApiKind,
    options: { namespace?: string; labelSelector?: string; resourceVersion?: string; signal: AbortSignal },
  ): AsyncIterable<WatchEvent>;
  logs(
    pod: string,
    options: {
      namespace: string;
      container?: string;
      tailLines?: number;
      previous?: boolean;
      follow?: boolean;
      signal?: AbortSignal;
    },
  ): AsyncIterable<string>;
  close(): Promise<void>;
}

export interface ApiKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural as in URLs: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface LiveObject extends Manifest {
  readonly status?: Readonly<Record<string, unknown>>;
}

export interface LiveList {
  readonly items: readonly LiveObject[];
  readonly resourceVersion: string;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: LiveObject;
}

export type ZoneErrorKind =
  | "unreachable"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "invalid"
  | "quota"
  | "server";

/** What went wrong in a zone, in the user's terms; `kind` is what callers branch on. */
export class ZoneError extends Error {
  override readonly name = "ZoneError";
  readonly zone: string;
  readonly kind: ZoneErrorKind;
  readonly status?: number;

  constructor(zone: string, kind: ZoneErrorKind, message: string, options?: { status?: number; cause?: unknown }) {
    super(message, { cause: options?.cause });
    this.zone = zone;
    this.kind = kind;
    if (options?.status !== undefined) this.status = options.status;
  }
}
