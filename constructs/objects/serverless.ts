import { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { mountParts } from "../mount-parts.ts";
import { MOST_SERVERLESS } from "../pod-count.ts";
import type { PodPart } from "../pod-part.ts";
import type { Project } from "../project.ts";
import { workloadOf } from "../workload-kind.ts";
import { podTemplate } from "./pod.ts";
import { podContainer } from "./pod-container.ts";

export const KNATIVE_SERVICE = { apiVersion: "serving.knative.dev/v1", kind: "Service" } as const;
export const DOMAIN_MAPPING = { apiVersion: "serving.knative.dev/v1beta1", kind: "DomainMapping" } as const;

/** Keeps the address that Knative itself gives out within the cluster. */
export const NOT_PUBLIC = { "networking.knative.dev/visibility": "cluster-local" } as const;

/** Variable that Knative sets to the container's port, and lets nobody else set. */
const PORT = "PORT";

const DEFAULTS = { port: 8080, concurrency: 100, timeout: 300, minimum: 0 } as const;

/** Namespaces of Knative and of the gateways it supports (knative.dev, "Install a networking layer"). */
const KNATIVE_NAMESPACES = [
  "contour-external",
  "contour-internal",
  "istio-system",
  "knative-serving",
  "kourier-system",
];

/**
 * A container that runs while there are requests. Knative accepts less of a pod than Kubernetes does: no user namespace,
 * no security context of the pod, no added capabilities, no init containers, no hooks, and one port (knative/serving,
 * pkg/apis/serving/fieldmask.go and the defaults of `config-features`); what stands in the pod's security context
 * otherwise is said by the container.
 */
export function knativeServiceSpec(parts: ContainerParts, project: Project): Readonly<Record<string, unknown>> {
  const { minimum = DEFAULTS.minimum, maximum = MOST_SERVERLESS, ...workload } = workloadOf(parts.spec);
  const { concurrency = DEFAULTS.concurrency, timeout = DEFAULTS.timeout } = workload;
  const { metadata, spec } = k8s.toJson_PodTemplateSpec(podTemplate(parts, project)) as unknown as Template;
  const { serviceAccountName, automountServiceAccountToken, enableServiceLinks, volumes, securityContext } = spec;
  return {
    template: {
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          "autoscaling.knative.dev/min-scale": String(minimum),
          "autoscaling.knative.dev/max-scale": String(maximum),
        },
      },
      spec: {
        containerConcurrency: concurrency,
        timeoutSeconds: timeout,
        serviceAccountName,
        automountServiceAccountToken,
        enableServiceLinks,
        ...(volumes !== undefined && { volumes }),
        containers: [serverlessContainer(parts, securityContext)],
      },
    },
  };
}

/** Where requests of a public host name go. */
export function domainMappingSpec({ name }: ContainerParts): Readonly<Record<string, unknown>> {
  return { ref: { ...KNATIVE_SERVICE, name } };
}

/** Requests come from Knative: from its gateway, or from its activator while no pod runs. */
export function serverlessPolicy({ selector }: ContainerParts): k8s.NetworkPolicySpec {
  return { podSelector: { matchLabels: selector }, policyTypes: ["Ingress"], ingress: [{ from: [knative()] }] };
}

/** Its host name leads to Knative's gateway, which the other containers of the project must be able to reach. */
export function callersPolicy(): k8s.NetworkPolicySpec {
  return { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [knative()] }] };
}

interface Template {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>> & { readonly securityContext: PodSecurity };
}

interface PodSecurity {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
}

function serverlessContainer(parts: ContainerParts, { runAsUser, runAsGroup }: PodSecurity) {
  const part = parts.pod[0] as PodPart;
  const { startupProbe, env, ...container } = k8s.toJson_Container(
    podContainer(part, parts, mountParts(parts)),
  ) as unknown as SimpleContainer;
  const { capabilities: _, ...security } = container.securityContext;
  const variables = (env ?? []).filter(({ name }) => name !== PORT);
  return {
    ...container,
    ...(variables.length > 0 && { env: variables }),
    ports: [{ containerPort: serverlessPort(parts), protocol: "TCP" }],
    ...(part.options.health && startupProbe !== undefined && { startupProbe }),
    securityContext: {
      ...security,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
      ...(runAsUser !== undefined && { runAsUser }),
      ...(runAsGroup !== undefined && { runAsGroup }),
    },
  };
}

interface SimpleContainer extends Readonly<Record<string, unknown>> {
  readonly startupProbe?: unknown;
  readonly env?: readonly { readonly name: string }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
}

/** The exposed port, else the first it opens, else `environment.PORT`, else what Knative itself would choose. */
export function serverlessPort({
  exposures,
  ports,
  spec,
}: Pick<ContainerParts, "exposures" | "ports" | "spec">): number {
  const said = Number(spec.environment?.[PORT]);
  return exposures[0]?.port ?? ports[0]?.number ?? (said > 0 && said <= 65535 ? said : DEFAULTS.port);
}

function knative(): k8s.NetworkPolicyPeer {
  const name = "kubernetes.io/metadata.name";
  return { namespaceSelector: { matchExpressions: [{ key: name, operator: "In", values: KNATIVE_NAMESPACES }] } };
}
