import type { Manifest } from "../../constructs/manifest.ts";

/** The parts of a container that a lint looks at. */
export interface Part {
  readonly name: string;
  readonly image: string;
  readonly restartPolicy?: string;
  readonly ports?: readonly { readonly containerPort: number; readonly name?: string; readonly protocol?: string }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, unknown>>;
    readonly limits?: Readonly<Record<string, unknown>>;
  };
  readonly livenessProbe?: unknown;
  readonly readinessProbe?: unknown;
  readonly startupProbe?: unknown;
  readonly securityContext?: Readonly<Record<string, unknown>> & {
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
}

export interface PodSpec {
  readonly containers: readonly Part[];
  readonly initContainers?: readonly Part[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly topologySpreadConstraints?: readonly unknown[];
  readonly affinity?: unknown;
}

export interface Workload {
  readonly manifest: Manifest;
  readonly pod: PodSpec;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Runs for good: what is asked of servers need not hold for what runs to an end. */
  readonly isServer: boolean;
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

const SERVERS = ["Deployment", "StatefulSet", "DaemonSet"];

export function workloadsIn(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const { template, jobTemplate, replicas } = (manifest.spec ?? {}) as {
      template?: Template;
      jobTemplate?: { spec: { template: Template } };
      replicas?: number;
    };
    const found = template ?? jobTemplate?.spec.template;
    if (!found?.spec?.containers) return [];
    const isServer = SERVERS.includes(manifest.kind);
    return [{ manifest, pod: found.spec, labels: found.metadata?.labels ?? {}, replicas: replicas ?? 1, isServer }];
  });
}

/** Whether a selector's labels are all among these. */
export function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = (selector ?? {}) as {
    matchLabels?: Record<string, string>;
    matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
  };
  const expressed = (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const has = Object.hasOwn(labels, key);
    if (operator === "Exists") return has;
    if (operator === "DoesNotExist") return !has;
    return (has && values.includes(labels[key] as string)) === (operator === "In");
  });
  return expressed && Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}
