import { ApiObject, type ApiObjectMetadata, Lazy } from "cdk8s";
import type { Construct } from "constructs";

type Data = Readonly<Record<string, string>>;

/**
 * An object whose data is known when the tree is whole, since its texts may say something of any other construct. While
 * it has none there is no such object: it renders to nothing.
 */
abstract class LateObject extends ApiObject {
  readonly #data: () => Data;

  protected constructor(
    scope: Construct,
    id: string,
    object: { readonly kind: string; readonly field: string; readonly metadata: ApiObjectMetadata },
    data: () => Data,
  ) {
    const { kind, field, metadata } = object;
    super(scope, id, { apiVersion: "v1", kind, metadata, [field]: Lazy.any({ produce: () => ({ ...data() }) }) });
    this.#data = data;
  }

  override toJson(): unknown {
    return Object.keys(this.#data()).length === 0 ? undefined : super.toJson();
  }
}

export class LateConfigMap extends LateObject {
  constructor(scope: Construct, id: string, metadata: ApiObjectMetadata, data: () => Data) {
    super(scope, id, { kind: "ConfigMap", field: "data", metadata }, data);
  }
}

export class LateSecret extends LateObject {
  constructor(scope: Construct, id: string, metadata: ApiObjectMetadata, data: () => Data) {
    super(scope, id, { kind: "Secret", field: "stringData", metadata }, data);
  }
}
