import type { Manifest } from "../constructs/manifest.ts";

/**
 * The order in which objects are written. A stage is registered when all of the stage before it has been answered.
 *
 * - `foundation`: what others live in or are made of: namespaces and custom resource definitions
 * - `bounds`: what limits others; nothing may run before it (DESIGN.md, invariant 8 and claims)
 * - `material`: what pods need to start; a pod that starts first fails and backs off for seconds
 * - `rest`
 */
export type Stage = "foundation" | "bounds" | "material" | "rest";

export const STAGES: readonly Stage[] = ["foundation", "bounds", "material", "rest"];

const STAGE_OF_KIND: Readonly<Record<string, Stage>> = {
  "v1/Namespace": "foundation",
  "apiextensions.k8s.io/v1/CustomResourceDefinition": "foundation",
  "v1/ResourceQuota": "bounds",
  "v1/LimitRange": "bounds",
  "networking.k8s.io/v1/NetworkPolicy": "bounds",
  "v1/ServiceAccount": "material",
  "v1/Secret": "material",
  "v1/ConfigMap": "material",
  "v1/PersistentVolumeClaim": "material",
  "scheduling.k8s.io/v1/PriorityClass": "material",
};

export function stageOf({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): Stage {
  return STAGE_OF_KIND[`${apiVersion}/${kind}`] ?? "rest";
}

/**
 * For each manifest the ones that must have been written before it and are deleted after it. When one of them fails, it
 * is skipped: nothing runs outside its namespace's limits. A missing Secret, on the other hand, stops only its users.
 */
export function dependencies(manifests: readonly Manifest[]): (manifest: Manifest) => readonly Manifest[] {
  const foundation = manifests.filter((manifest) => stageOf(manifest) === "foundation");
  const bounds = manifests.filter((manifest) => stageOf(manifest) === "bounds");
  return (manifest) => {
    const stage = stageOf(manifest);
    if (stage === "foundation") return [];
    const below = foundation.filter((other) => !isDefinition(other) || defines(other, manifest));
    return stage === "bounds" ? below : [...below, ...bounds];
  };
}

function isDefinition({ kind }: Manifest): boolean {
  return kind === "CustomResourceDefinition";
}

function defines(definition: Manifest, manifest: Manifest): boolean {
  const spec = definition.spec as { group?: string; names?: { kind?: string } } | undefined;
  return spec?.names?.kind === manifest.kind && manifest.apiVersion.startsWith(`${spec.group}/`);
}
