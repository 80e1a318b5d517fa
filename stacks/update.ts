import type { Manifest, ObjectId } from "../constructs/manifest.ts";
import type { StateStore } from "./state-store.ts";

/** What the Pulumi provider asks of the outside: the zone, reached by the engine. Secrets are resolved behind it. */
export interface ZoneWriter {
  apply(manifest: Manifest, signal: AbortSignal): Promise<void>;
  /** Resolves when the object is gone. A missing object is no error. */
  delete(id: ObjectId, signal: AbortSignal): Promise<void>;
}

/** What to do with an object that Pulumi's state already knows; the plan decides, since state is but a cache. */
export type Decision = "same" | "update" | "replace";

export interface StackUpdate {
  readonly operation: "up" | "destroy";
  readonly project: string;
  /** One stack per zone. */
  readonly zone: string;
  /** Sealed manifests in the order of application; empty for destroy. */
  readonly manifests: readonly Manifest[];
  /** Decides for an object that the state knows. */
  readonly decide: (id: ObjectId) => Decision;
  readonly writer: ZoneWriter;
  readonly onEvent: (event: StackEvent) => void;
  readonly signal?: AbortSignal;
}

export interface StackEvent {
  readonly id: ObjectId;
  readonly operation: "create" | "update" | "replace" | "delete";
  readonly state: "started" | "done" | "failed";
  readonly message?: string;
}

/** Where Pulumi runs and keeps its state. */
export interface StackHost {
  /** Folder that holds the `pulumi` program. */
  readonly pulumi: string;
  /** `file://…`, or another DIY backend of Pulumi's; a password in it reaches the CLI by its environment alone. */
  readonly backendUrl: string;
  /** The states of that backend. Default: those of `file://…`; every other one needs it. */
  readonly state?: StateStore;
  /** Own PULUMI_HOME. */
  readonly home: string;
}

/** Runs one Pulumi operation with one CLI process. Rejects with `StackError` when an object could not be written. */
export type RunStackUpdate = (host: StackHost, update: StackUpdate) => Promise<void>;

/** An object that could not be written, and why. */
export interface ObjectFailure {
  readonly id: ObjectId;
  readonly operation: StackEvent["operation"];
  readonly message: string;
  /** What the writer threw, e.g. a `ZoneError`. */
  readonly cause: unknown;
}

/** An update that did not do all it should. Objects that are not named here were written. */
export class StackError extends Error {
  override readonly name = "StackError";
  readonly failures: readonly ObjectFailure[];

  constructor(message: string, failures: readonly ObjectFailure[] = [], options?: ErrorOptions) {
    super(message, options);
    this.failures = failures;
  }
}
