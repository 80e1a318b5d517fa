import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../constructs/manifest.ts";
import type { Tree } from "../constructs/tree.ts";
import { KUBERNETES_PACKAGE_VERSION } from "./kubernetes-package.ts";
import { type PulumiSecrets, withSecrets } from "./pulumi-secrets.ts";
import { resourceName, resourceType } from "./resource-name.ts";
import { dependencies, STAGES, stageOf } from "./stages.ts";

export interface EspalierProjectArgs {
  /** What to deploy: a tree, or the objects of one. */
  readonly tree: Pick<Tree, "manifests"> | readonly Manifest[];
  /** Values of the secrets that the tree refers to, by name; they become secret inputs of its Secrets. */
  readonly secrets?: PulumiSecrets;
}

/**
 * A project as part of a Pulumi program of your own, deployed by `@pulumi/kubernetes`' own plugin.
 *
 * ```ts
 * import { EspalierProject } from "espalier/pulumi";
 *
 * const config = new pulumi.Config();
 * new EspalierProject(
 *   "shop",
 *   { tree, secrets: { db_password: config.requireSecret("db_password") } },
 *   { provider: new kubernetes.Provider("sofia-1", { kubeconfig }) },
 * );
 * ```
 */
export class EspalierProject extends pulumi.ComponentResource {
  /** The objects by their names, e.g. `Deployment:shop/web`. */
  readonly objects: Readonly<Record<string, pulumi.CustomResource>>;

  constructor(name: string, args: EspalierProjectArgs, options?: pulumi.ComponentResourceOptions) {
    super("espalier:index:Project", name, {}, options);
    const manifests = "manifests" in args.tree ? args.tree.manifests : args.tree;
    const before = dependencies(manifests);
    const objects = new Map<Manifest, pulumi.CustomResource>();
    for (const manifest of inStages(manifests)) {
      const dependsOn = before(manifest).map((other) => objects.get(other)!);
      objects.set(manifest, kubernetesObject(manifest, args.secrets ?? {}, { parent: this, dependsOn }));
    }
    this.objects = Object.fromEntries([...objects].map(([manifest, object]) => [resourceName(manifest), object]));
    this.registerOutputs({});
  }
}

/** The SDK leaves it to packages to make classes of resources; here the type is in the manifest. */
class KubernetesObject extends pulumi.CustomResource {}

function inStages(manifests: readonly Manifest[]): Manifest[] {
  return STAGES.flatMap((stage) => manifests.filter((manifest) => stageOf(manifest) === stage));
}

function kubernetesObject(
  manifest: Manifest,
  secrets: PulumiSecrets,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return new KubernetesObject(resourceType(manifest), resourceName(manifest), withSecrets(manifest, secrets), {
    ...options,
    version: KUBERNETES_PACKAGE_VERSION,
    ...(manifest.kind === "Secret" && { additionalSecretOutputs: ["data", "stringData"] }),
  });
}
