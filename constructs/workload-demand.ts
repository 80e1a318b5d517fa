import type { Manifest } from "./manifest.ts";
import { inThousandths, type PodDemand, type PodShape, podDemand } from "./pod-demand.ts";

/** What an object makes the zone promise, whoever wrote it. */
export interface WorkloadDemand {
  readonly manifest: Manifest;
  /** Pods it runs at once, with all the load that its autoscaler allows. */
  readonly pods: number;
  readonly pod: PodDemand;
  /** Volumes that its replicas have each for itself, with the size of each in thousandths of a byte. */
  readonly volumes: readonly bigint[];
}

/** Loosely typed: the shapes are Kubernetes' own, and objects of a person's own may miss any part. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Loose = any;

/** Objects of a tree that run pods. Of a daemon one counts, since nobody here knows how many nodes there are. */
export function workloadDemands(manifests: readonly Manifest[]): WorkloadDemand[] {
  const most = autoscaled(manifests);
  return manifests.flatMap((manifest) => {
    const pod = podOf(manifest);
    if (!pod) return [];
    const templates: Loose[] = (manifest.spec as Loose)?.volumeClaimTemplates ?? [];
    return [
      {
        manifest,
        pods: most.get(`${manifest.kind}/${manifest.metadata.name}`) ?? podsOf(manifest),
        pod: podDemand(pod),
        volumes: templates.map((template) => inThousandths(template?.spec?.resources?.requests?.storage)),
      },
    ];
  });
}

function podOf({ kind, apiVersion, spec }: Manifest & { readonly spec?: Loose }): PodShape | undefined {
  if (kind === "Pod" && apiVersion === "v1") return spec ?? undefined;
  if (kind === "CronJob") return spec?.jobTemplate?.spec?.template?.spec;
  return spec?.template?.spec?.containers ? spec.template.spec : undefined;
}

function podsOf({ kind, spec }: Manifest & { readonly spec?: Loose }): number {
  if (kind === "Job") return atOnce(spec);
  if (kind === "CronJob") return atOnce(spec?.jobTemplate?.spec);
  const scale = spec?.template?.metadata?.annotations?.["autoscaling.knative.dev/max-scale"];
  return count(spec?.replicas ?? scale, 1);
}

function atOnce(spec: Loose): number {
  return Math.min(count(spec?.parallelism, 1), count(spec?.completions, Number.POSITIVE_INFINITY));
}

/** The most that autoscalers allow, by kind and name of what they scale. */
function autoscaled(manifests: readonly Manifest[]): ReadonlyMap<string, number> {
  return new Map(
    manifests.flatMap(({ kind, spec }: Manifest & { readonly spec?: Loose }) => {
      const target = spec?.scaleTargetRef;
      const most = kind === "ScaledObject" ? spec?.maxReplicaCount : spec?.maxReplicas;
      return target && most !== undefined ? [[`${target.kind ?? "Deployment"}/${target.name}`, count(most, 1)]] : [];
    }),
  );
}

function count(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
}
