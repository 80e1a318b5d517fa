import type { ObjectId } from "../../constructs/manifest.ts";
import type { Decision } from "../update.ts";

/** An object as the CLI names it in a call. What it holds is decoded only when asked for. */
export interface ObjectCall {
  readonly urn: string;
  /** The id that `create` gave it; empty in `create` itself. */
  readonly id: ObjectId;
  /** True in `pulumi preview`, which writes nothing. */
  readonly preview: boolean;
  /** The manifest as the program registered it; empty in `delete`. */
  inputs(): Record<string, unknown>;
  /** The manifest as the state holds it; empty in `create`. */
  oldInputs(): Record<string, unknown>;
}

/** What a provider does with objects; how Pulumi calls it is the business of `serveProvider`. */
export interface ObjectOperations {
  /** Values of `pulumi config set kubernetes:NAME`; called before any other. */
  configure?(values: Readonly<Record<string, string>>): Promise<void>;
  /** No I/O here: the CLI asks for one object after the other. */
  decide(call: ObjectCall): Decision;
  /**
   * Resolves to the id under which `delete` will know the object. Like `update` and `delete` it is not called in a
   * preview.
   */
  create(call: ObjectCall, signal: AbortSignal): Promise<ObjectId>;
  update(call: ObjectCall, signal: AbortSignal): Promise<void>;
  delete(call: ObjectCall, signal: AbortSignal): Promise<void>;
}
