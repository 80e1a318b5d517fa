/** What a tree must know of the zone it is made for. Everything else about a zone is the engine's business. */
export interface ZoneContext {
  /** Name of the zone, a DNS label: `local`, `sofia-1`. */
  readonly name: string;
  readonly city?: string;
  /** Public addresses are made below it: `<container>-<project>.<domain>`. */
  readonly domain: string;
  /** IngressClass that serves public addresses. */
  readonly ingressClass: string;
  /** Namespace of the ingress controller, allowed to reach exposed containers. */
  readonly ingressNamespace: string;
  /** cert-manager ClusterIssuer that signs certificates. */
  readonly issuer: string;
  /** StorageClass of volumes; absent = the cluster's default. */
  readonly storageClass?: string;
  readonly claim: Claim;
  /**
   * API groups beyond Kubernetes' own that the cluster serves, e.g. `serving.knative.dev`, `keda.sh`, `cilium.io`,
   * `metrics.k8s.io`: found by asking it. Absent = none is known.
   */
  readonly capabilities?: readonly string[];
  /**
   * Addresses of the cluster itself, as CIDRs: its nodes, pods, services, API servers. No definition opens the way there.
   * Found by asking it. Absent = not known.
   */
  readonly ownAddresses?: readonly string[];
}

/** What a project is promised in a zone; becomes its ResourceQuota and LimitRange. Kubernetes quantities. */
export interface Claim {
  readonly cpu: string;
  readonly memory: string;
  readonly storage: string;
  /** Storage that ends with the pods: logs, temporary files, empty folders. Absent = not counted. */
  readonly ephemeralStorage?: string;
  readonly pods: number;
  readonly services: number;
  readonly volumes: number;
}

/** The claim of a project nobody has given another: 4 cpu, 8Gi of memory, 50Gi of storage. */
export const DEFAULT_CLAIM: Claim = { cpu: "4", memory: "8Gi", storage: "50Gi", pods: 50, services: 50, volumes: 20 };
