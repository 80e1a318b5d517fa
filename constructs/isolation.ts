import type { Diagnostic } from "./diagnostic.ts";
import { checkOwnNetwork } from "./isolation/own-network.ts";
import { checkOwnPods } from "./isolation/own-pods.ts";
import { checkOwnRights } from "./isolation/own-rights.ts";
import { refused } from "./isolation/refused.ts";
import { type Manifest, objectId } from "./manifest.ts";
import { hasSecret } from "./secret-reference.ts";

/** Kinds of Kubernetes and of its usual extensions that stand outside namespaces, where projects have nothing to say. */
const CLUSTER_KINDS = new Set([
  "APIService",
  "AdminNetworkPolicy",
  "BaselineAdminNetworkPolicy",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "CiliumClusterwideNetworkPolicy",
  "ClusterIssuer",
  "ClusterNetworkPolicy",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTriggerAuthentication",
  "ClusterTrustBundle",
  "DeviceClass",
  "FlowSchema",
  "GatewayClass",
  "GlobalNetworkPolicy",
  "GlobalNetworkSet",
  "IPAddress",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "SelfSubjectReview",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersionMigration",
  "SubjectAccessReview",
  "TokenReview",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

/** Kinds of a namespace that say what the project is promised. */
const CLAIM_KINDS = new Set(["ResourceQuota", "LimitRange"]);

const DEFINITION_KIND = "CustomResourceDefinition";

/** Whether an object stands outside namespaces. `definitions` are the CRDs of the same tree. */
export function isClusterScoped(manifest: Manifest, definitions: readonly Manifest[]): boolean {
  return (
    manifest.kind === DEFINITION_KIND ||
    CLUSTER_KINDS.has(manifest.kind) ||
    definitions.some((definition) => definesCluster(definition, manifest))
  );
}

export function isDefinition({ kind }: Manifest): boolean {
  return kind === DEFINITION_KIND;
}

/**
 * What a person's own object may not do: leave the project's namespace, change its claim or its walls, ask for the node,
 * show a secret. `ownAddresses` are the zone's.
 */
export function checkIsolation(
  manifest: Manifest,
  namespace: string,
  definitions: readonly Manifest[],
  ownAddresses: readonly string[],
): Diagnostic[] {
  const { kind, metadata } = manifest;
  if (CLAIM_KINDS.has(kind)) {
    return [refused(`a ${kind} is made from the project's claim in the zone, not by the project`, "leave it out")];
  }
  if (isClusterScoped(manifest, definitions)) {
    return isDefinition(manifest)
      ? []
      : [refused(`a ${kind} belongs to the whole zone, not to a project`, "ask whoever runs the zone for it")];
  }
  const leaves = metadata.namespace !== undefined && metadata.namespace !== namespace;
  return [
    ...(leaves ? [otherNamespace(metadata.namespace, namespace)] : []),
    ...checkOwnPods(manifest),
    ...checkOwnNetwork(manifest, ownAddresses),
    ...checkOwnRights(manifest),
    ...(kind === "Secret" ? checkSecret(manifest) : checkShown(manifest)),
  ];
}

function definesCluster(definition: Manifest, { apiVersion, kind }: Manifest): boolean {
  const spec = definition.spec as { group?: string; scope?: string; names?: { kind?: string } } | undefined;
  return spec?.scope === "Cluster" && spec.names?.kind === kind && apiVersion.startsWith(`${spec.group}/`);
}

function otherNamespace(got: string, allowed: string): Diagnostic {
  return {
    severity: "error",
    code: "other-namespace",
    message: "an object of a project stands in the project's namespace",
    got: JSON.stringify(got),
    allowed: JSON.stringify(allowed),
    fix: "leave metadata.namespace out",
  };
}

/** Only `stringData` is resolved where the object is written. */
function checkSecret(manifest: Manifest): Diagnostic[] {
  const { stringData, ...shown } = manifest;
  const texts = Object.values({ ...(manifest.data as object), ...(stringData as object) }).map(String);
  const plain = texts.some((text) => !hasSecret(text));
  return [...checkShown(shown as Manifest), ...(plain ? [plainSecret(manifest)] : [])];
}

function plainSecret(manifest: Manifest): Diagnostic {
  return {
    severity: "warning",
    code: "plain-secret",
    message: `the values of ${objectId(manifest)} are in the definition for all to read`,
    fix: 'give stringData with secret("NAME")',
  };
}

function checkShown(manifest: Manifest): Diagnostic[] {
  if (!hasSecret(JSON.stringify(manifest))) return [];
  return [
    {
      severity: "error",
      code: "secret-not-allowed-here",
      message: "a secret cannot stand here: it would be shown",
      allowed: "stringData of a Secret",
    },
  ];
}
