import { isDeepStrictEqual } from "node:util";
import { type Manifest, type ObjectId, objectId } from "../../constructs/manifest.ts";
import type { Decision, ZoneWriter } from "../update.ts";
import type { ObjectCall, ObjectOperations } from "./object-operations.ts";

/** How `pulumi config set kubernetes:kubeconfig PATH` and `kubernetes:context NAME` choose a cluster. */
export interface ClusterChoice {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/**
 * What the provider does when `pulumi` is run by hand: no plan decides, so an object is written when its manifest is
 * another than the state's. What cannot be changed in place is refused by the API server, which says so.
 */
export class StandAloneOperations implements ObjectOperations {
  readonly #connect: (choice: ClusterChoice) => Promise<ZoneWriter>;
  #choice: ClusterChoice = {};
  #writer: Promise<ZoneWriter> | undefined;

  constructor(connect: (choice: ClusterChoice) => Promise<ZoneWriter>) {
    this.#connect = connect;
  }

  async configure(values: Readonly<Record<string, string>>): Promise<void> {
    const { kubeconfig, context } = values;
    this.#choice = { ...(kubeconfig && { kubeconfig }), ...(context && { context }) };
  }

  decide(call: ObjectCall): Decision {
    const manifest = call.inputs();
    const old = call.oldInputs();
    if (objectId(manifest as Manifest) !== objectId(old as Manifest)) return "replace";
    return isDeepStrictEqual(manifest, old) ? "same" : "update";
  }

  async create(call: ObjectCall, signal: AbortSignal): Promise<ObjectId> {
    const manifest = call.inputs() as Manifest;
    await (await this.#zone()).apply(manifest, signal);
    return objectId(manifest);
  }

  async update(call: ObjectCall, signal: AbortSignal): Promise<void> {
    await (await this.#zone()).apply(call.inputs() as Manifest, signal);
  }

  async delete({ id }: ObjectCall, signal: AbortSignal): Promise<void> {
    await (await this.#zone()).delete(id, signal);
  }

  /** Not before something is to be written: a preview needs no cluster. */
  #zone(): Promise<ZoneWriter> {
    this.#writer ??= this.#connect(this.#choice);
    return this.#writer;
  }
}
