import type { Manifest, ManifestMetadata } from "../../constructs/manifest.ts";

interface PodTemplate {
  readonly metadata?: Partial<ManifestMetadata>;
  readonly spec: Readonly<Record<string, unknown>> & { readonly volumes?: readonly unknown[] };
}

interface WorkloadSpec {
  readonly template?: PodTemplate;
  readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

/** The pod that the controllers would make of a workload; none for any other object. */
export function podsOf(manifest: Manifest): Manifest[] {
  const spec = (manifest.spec ?? {}) as WorkloadSpec;
  const template = spec.template ?? spec.jobTemplate?.spec.template;
  if (!template?.spec?.containers) return [];
  const claimed = (spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  const { name, namespace } = manifest.metadata;
  return [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        ...template.metadata,
        name: `${manifest.kind.toLowerCase()}-${name}`,
        ...(namespace && { namespace }),
      },
      spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimed] },
    },
  ];
}
