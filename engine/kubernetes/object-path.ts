import type { Manifest, ObjectId } from "../../constructs/manifest.ts";
import type { ApiKind } from "../zone-client.ts";

/** What an `ObjectId` says: `apps/Deployment/shop/web`. */
export interface ObjectName {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export function parseObjectId(id: ObjectId): ObjectName {
  const [group = "", kind = "", namespace = "", ...name] = id.split("/");
  return { group, kind, namespace, name: name.join("/") };
}

/** Names an object for people: `Deployment "web"`. */
export function describeObject(id: ObjectId): string {
  const { kind, name } = parseObjectId(id);
  return `${kind} "${name}"`;
}

/** `group/Kind`, as the kinds of a zone are named. */
export function kindKey({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf("/") + 1);
}

/** `/apis/apps/v1/namespaces/shop/deployments`, or all of the zone without a namespace. */
export function collectionPath({ group, version, plural, namespaced }: ApiKind, namespace?: string): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return namespaced && namespace
    ? `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`
    : `${root}/${plural}`;
}

export function objectPath(kind: ApiKind, namespace: string | undefined, name: string): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}
