import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { LABEL, MANAGER, type Manifest, objectId } from "../../constructs/manifest.ts";
import type { Tree } from "../../constructs/tree.ts";
import { describeObject, kindKey } from "../kubernetes/object-path.ts";
import { isOwn, type LiveState } from "../live-state.ts";
import type { LiveObject } from "../zone-client.ts";

type Place = Pick<Tree, "project" | "namespace" | "zone">;

/** Why a tree cannot be deployed into a zone as it is; empty when it can. */
export function refusals(tree: Tree, live: LiveState): Diagnostic[] {
  const refused = namespaceRefusal(tree, live.namespace);
  if (refused) return [refused];
  return [
    ...tree.manifests.filter((manifest) => isElsewhere(tree, manifest)).map((manifest) => elsewhere(tree, manifest)),
    ...live.foreign.map((object) => objectNotOurs(tree, object)),
    ...unknownKinds(tree.manifests, live.kinds).map((manifest) => unknownKind(tree, manifest)),
  ];
}

/** Why Espalier leaves a namespace alone; nothing when it is the project's, or does not exist. */
export function namespaceRefusal(tree: Place, namespace: LiveObject | undefined): Diagnostic | undefined {
  if (!namespace || isOwn(tree.project, namespace)) return undefined;
  return {
    severity: "error",
    code: "namespace-not-ours",
    message: `namespace "${tree.namespace}" in zone "${tree.zone}" does not belong to project "${tree.project}"`,
    got: ownerOf(namespace),
    fix: `give the project another name, or hand the namespace over: kubectl label namespace ${tree.namespace} ${ourLabels(tree)}`,
  };
}

function objectNotOurs(tree: Tree, live: LiveObject): Diagnostic {
  const { kind, metadata } = live;
  const where = metadata.namespace ? ` -n ${metadata.namespace}` : "";
  return {
    severity: "error",
    code: "object-not-ours",
    message: `${describeObject(objectId(live))} in zone "${tree.zone}" was not made for project "${tree.project}"`,
    got: ownerOf(live),
    fix: `delete or rename it, or hand it over: kubectl label ${kind.toLowerCase()} ${metadata.name}${where} ${ourLabels(tree)}`,
  };
}

function ourLabels({ project }: Place): string {
  return `--overwrite ${LABEL.managedBy}=${MANAGER} ${LABEL.project}=${project}`;
}

function ownerOf({ metadata }: LiveObject): string {
  const { [LABEL.managedBy]: manager, [LABEL.project]: project } = metadata.labels ?? {};
  if (manager === MANAGER) return project ? `project "${project}"` : "no project";
  return manager ? `managed by "${manager}"` : "no owner";
}

function isElsewhere(tree: Tree, { metadata }: Manifest): boolean {
  return metadata.namespace !== undefined && metadata.namespace !== tree.namespace;
}

function elsewhere(tree: Tree, manifest: Manifest): Diagnostic {
  return {
    severity: "error",
    code: "outside-namespace",
    message: `${describeObject(objectId(manifest))} stands in a namespace that is not the project's`,
    got: JSON.stringify(manifest.metadata.namespace),
    allowed: JSON.stringify(tree.namespace),
    fix: "leave the namespace out",
  };
}

/** Manifests of a kind that the zone does not serve and that no definition in the tree brings. */
function unknownKinds(manifests: readonly Manifest[], kinds: LiveState["kinds"]): readonly Manifest[] {
  const brought = new Set(manifests.filter(({ kind }) => kind === "CustomResourceDefinition").map(definedKind));
  return manifests.filter((manifest) => !kinds.has(kindKey(manifest)) && !brought.has(kindKey(manifest)));
}

function definedKind(definition: Manifest): string {
  const spec = definition.spec as { group?: string; names?: { kind?: string } } | undefined;
  return `${spec?.group}/${spec?.names?.kind}`;
}

function unknownKind(tree: Tree, manifest: Manifest): Diagnostic {
  return {
    severity: "error",
    code: "unknown-kind",
    message: `${describeObject(objectId(manifest))}: zone "${tree.zone}" does not know this kind`,
    got: `${manifest.kind} (${manifest.apiVersion})`,
    fix: "install its custom resource definition in the zone, or add it to the project",
  };
}
