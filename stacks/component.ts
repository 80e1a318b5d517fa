import * as pulumi from "@pulumi/pulumi";
import { compileProject, compileSpec } from "../constructs/compile.ts";
import { type Diagnostic, DiagnosticsError, formatDiagnostic } from "../constructs/diagnostic.ts";
import type { Manifest } from "../constructs/manifest.ts";
import type { Project } from "../constructs/project.ts";
import type { ProjectSpecInput } from "../constructs/spec-input.ts";
import type { Tree } from "../constructs/tree.ts";
import { validateSpec } from "../constructs/validate-spec.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import { KUBERNETES_PACKAGE_VERSION } from "./kubernetes-package.ts";
import { type PulumiSecrets, withSecrets } from "./pulumi-secrets.ts";
import { resourceName, resourceType } from "./resource-name.ts";
import { dependencies, STAGES, stageOf } from "./stages.ts";

/** What to deploy: a spec and the zone it is for, a project made of constructs, or a tree (its manifests suffice). */
export type EspalierProjectArgs = ProjectSource & {
  /** Values of the secrets that the project refers to, by name; they become secret inputs of its Secrets. */
  readonly secrets?: PulumiSecrets;
};

type ProjectSource =
  | { readonly spec: ProjectSpecInput; readonly zone: ZoneContext }
  | { readonly project: Project }
  | { readonly tree: Pick<Tree, "manifests"> & Partial<Pick<Tree, "notes">> };

/**
 * A project as part of a Pulumi program of your own, deployed by `@pulumi/kubernetes`' own plugin.
 *
 * ```ts
 * import { EspalierProject } from "espalier/pulumi";
 *
 * const config = new pulumi.Config();
 * new EspalierProject(
 *   "shop",
 *   { spec, zone, secrets: { db_password: config.requireSecret("db_password") } },
 *   { provider: new kubernetes.Provider("sofia-1", { kubeconfig }) },
 * );
 * ```
 *
 * Throws a `DiagnosticsError` with everything that is wrong about the project, or names a secret without a value.
 */
export class EspalierProject extends pulumi.ComponentResource {
  /** The objects by their names, e.g. `Deployment:shop/web`. */
  readonly objects: Readonly<Record<string, pulumi.CustomResource>>;

  constructor(name: string, args: EspalierProjectArgs, options?: pulumi.ComponentResourceOptions) {
    super("espalier:index:Project", name, {}, options);
    const { manifests, notes = [] } = treeOf(args);
    for (const note of notes) logNote(note, this);
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

function treeOf(source: ProjectSource): Pick<Tree, "manifests"> & Partial<Pick<Tree, "notes">> {
  if ("tree" in source) return source.tree;
  if ("project" in source) return compileProject(source.project);
  const { value, diagnostics } = validateSpec(source.spec);
  const compiled = value ? compileSpec(value, source.zone) : { diagnostics };
  if (!compiled.value) throw new DiagnosticsError(compiled.diagnostics);
  return compiled.value;
}

function logNote(note: Diagnostic, resource: pulumi.Resource): void {
  const log = note.severity === "note" ? pulumi.log.info : pulumi.log.warn;
  log(formatDiagnostic(note), resource);
}

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
