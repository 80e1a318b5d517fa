import type { Manifest } from "../../constructs/manifest.ts";
import { kindKey } from "../kubernetes/object-path.ts";
import { parseQuantity } from "./quantity.ts";

/** Amounts by the names under which a ResourceQuota counts them. */
export type Amounts = Readonly<Record<string, number>>;

interface Container {
  readonly restartPolicy?: string;
  readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
}

interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

type Quantities = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, unknown>> | undefined;

/** Sum of what the objects count for in a ResourceQuota, with the defaults of the tree's LimitRange filled in. */
export function requestedResources(manifests: readonly Manifest[]): Amounts {
  const total: Record<string, number> = {};
  const defaults = containerDefaults(manifests);
  for (const manifest of manifests) {
    const [pods, template] = podsOf(manifest);
    if (template) addAll(total, podAmounts(template, defaults), pods);
    if (kindKey(manifest) === "/Service") addAll(total, { services: 1 }, 1);
    if (manifest.kind === "PersistentVolumeClaim") addAll(total, claimAmounts(manifest.spec), 1);
    if (manifest.kind === "StatefulSet") {
      const templates = (manifest.spec as Fields)?.volumeClaimTemplates;
      for (const claim of Array.isArray(templates) ? templates : []) addAll(total, claimAmounts(claim.spec), pods);
    }
  }
  return total;
}

/** How many pods a workload runs at once and what each looks like. DaemonSets run on nodes that are not known here. */
function podsOf({ kind, spec }: Manifest): [pods: number, template: PodSpec | undefined] {
  const fields = spec as Fields;
  if (kind === "CronJob") return podsOf({ ...(fields?.jobTemplate as Manifest), kind: "Job" });
  const template = (fields?.template as { spec?: PodSpec } | undefined)?.spec;
  if (kind === "Deployment" || kind === "StatefulSet") return [Number(fields?.replicas ?? 1), template];
  if (kind === "Job") return [Number(fields?.parallelism ?? 1), template];
  return kind === "Pod" ? [1, fields as PodSpec] : [0, undefined];
}

/** Init containers run before the others, one by one, except sidecars, which stay. Source: Kubernetes, "Init containers". */
function podAmounts({ containers = [], initContainers = [] }: PodSpec, defaults: ContainerDefaults): Amounts {
  const isSidecar = ({ restartPolicy }: Container) => restartPolicy === "Always";
  const amounts: Record<string, number> = { pods: 1 };
  for (const resource of ["cpu", "memory"]) {
    for (const bound of ["requests", "limits"] as const) {
      const of = (container: Container) => amountOf(container, bound, resource, defaults);
      const lasting = [...containers, ...initContainers.filter(isSidecar)].reduce((sum, each) => sum + of(each), 0);
      const first = Math.max(0, ...initContainers.filter((each) => !isSidecar(each)).map(of));
      amounts[`${bound}.${resource}`] = Math.max(lasting, first);
    }
  }
  return { ...amounts, cpu: amounts["requests.cpu"] ?? 0, memory: amounts["requests.memory"] ?? 0 };
}

interface ContainerDefaults {
  readonly requests: Quantities;
  readonly limits: Quantities;
}

function amountOf(
  { resources }: Container,
  bound: "requests" | "limits",
  resource: string,
  defaults: ContainerDefaults,
) {
  // A container that has a limit and no request requests its limit.
  const own = resources?.[bound]?.[resource] ?? (bound === "requests" ? resources?.limits?.[resource] : undefined);
  return parseQuantity(own ?? defaults[bound][resource]) ?? 0;
}

function containerDefaults(manifests: readonly Manifest[]): ContainerDefaults {
  const limits = manifests
    .filter(({ kind }) => kind === "LimitRange")
    .flatMap(
      ({ spec }) =>
        ((spec as Fields)?.limits ?? []) as { type?: string; default?: Quantities; defaultRequest?: Quantities }[],
    )
    .find(({ type }) => type === "Container");
  return { requests: limits?.defaultRequest ?? limits?.default ?? {}, limits: limits?.default ?? {} };
}

function claimAmounts(spec: unknown): Amounts {
  const requests = (spec as { resources?: { requests?: Quantities } } | undefined)?.resources?.requests;
  return { persistentvolumeclaims: 1, "requests.storage": parseQuantity(requests?.storage) ?? 0 };
}

function addAll(total: Record<string, number>, amounts: Amounts, times: number): void {
  for (const [resource, amount] of Object.entries(amounts)) total[resource] = (total[resource] ?? 0) + amount * times;
}
