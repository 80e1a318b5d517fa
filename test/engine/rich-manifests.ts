import { LABEL, type Manifest } from "../../constructs/manifest.ts";

/** Manifests that use what API servers rewrite: defaults, quantities, zero values, lists of every kind, nested lists. */
export function richManifests(project: string): Manifest[] {
  const labels = { [LABEL.managedBy]: "espalier", [LABEL.project]: project };
  const object = (apiVersion: string, kind: string, name: string, fields: Record<string, unknown>): Manifest => ({
    apiVersion,
    kind,
    metadata: {
      name,
      ...(kind === "Namespace" ? {} : { namespace: project }),
      labels,
      annotations: { "espalier.dev/path": `${project}/${name}` },
    },
    ...fields,
  });
  return [
    object("v1", "Namespace", project, {}),
    object("v1", "ResourceQuota", "quota", {
      spec: {
        hard: { "requests.cpu": "4000m", "requests.memory": "8192Mi", pods: "50", "requests.storage": 53687091200 },
      },
    }),
    object("v1", "LimitRange", "limits", {
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: 0.5, memory: "512Mi" },
            defaultRequest: { cpu: "0.1", memory: "128Mi" },
          },
          { type: "Pod", max: { cpu: "2000m" } },
        ],
      },
    }),
    object("networking.k8s.io/v1", "NetworkPolicy", "closed", {
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
    }),
    object("networking.k8s.io/v1", "NetworkPolicy", "internet", {
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "169.254.0.0/16"] } }] },
          {
            to: [{ namespaceSelector: {}, podSelector: { matchLabels: { dns: "yes" } } }],
            ports: [{ port: 53 }, { protocol: "UDP", port: 53 }],
          },
        ],
      },
    }),
    object("v1", "ServiceAccount", "runner", { automountServiceAccountToken: false }),
    object("v1", "Secret", "credentials", {
      type: "Opaque",
      stringData: { PASSWORD: "⟦secret:password⟧", URL: "postgres://me:⟦secret:password⟧@db/x?a=b", PLAIN: "plain" },
    }),
    object("v1", "Secret", "binary", { data: { "0.bin": "AAEC/w==", ".dot": "" } }),
    object("v1", "ConfigMap", "settings", { data: { EMPTY: "", JSON: '{"a":1}' }, binaryData: { x: "AAEC" } }),
    object("v1", "PersistentVolumeClaim", "data", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1024Mi" } } },
    }),
    object("apps/v1", "Deployment", "web", { spec: deploymentSpec(project, labels) }),
    object("apps/v1", "StatefulSet", "db", {
      spec: {
        replicas: 0,
        serviceName: "db",
        selector: { matchLabels: { app: "db" } },
        template: {
          metadata: { labels: { ...labels, app: "db" } },
          spec: { containers: [{ name: "db", image: "postgres:17" }] },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
          },
        ],
      },
    }),
    object("batch/v1", "Job", "once", {
      spec: {
        backoffLimit: 0,
        template: {
          metadata: { labels },
          spec: { restartPolicy: "Never", containers: [{ name: "c", image: "busybox", command: ["true"] }] },
        },
      },
    }),
    object("batch/v1", "CronJob", "nightly", {
      spec: {
        schedule: "0 3 * * *",
        jobTemplate: {
          spec: { template: { spec: { restartPolicy: "OnFailure", containers: [{ name: "c", image: "busybox" }] } } },
        },
      },
    }),
    object("v1", "Service", "web", {
      spec: {
        selector: { app: "web" },
        ports: [
          { name: "http", port: 80, targetPort: "http" },
          { name: "dns", port: 53, protocol: "UDP" },
        ],
      },
    }),
    object("v1", "Service", "db", { spec: { clusterIP: "None", selector: { app: "db" }, ports: [{ port: 5432 }] } }),
    object("networking.k8s.io/v1", "Ingress", "web", {
      spec: {
        ingressClassName: "nginx",
        tls: [{ hosts: ["a.example"], secretName: "tls" }],
        rules: [
          {
            host: "a.example",
            http: {
              paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { name: "http" } } } }],
            },
          },
        ],
      },
    }),
    object("policy/v1", "PodDisruptionBudget", "web", {
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
    }),
    object("autoscaling/v2", "HorizontalPodAutoscaler", "web", {
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
        minReplicas: 1,
        maxReplicas: 3,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
          { type: "Resource", resource: { name: "memory", target: { type: "AverageValue", averageValue: "1024Mi" } } },
        ],
      },
    }),
    object("rbac.authorization.k8s.io/v1", "Role", "reader", {
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }],
    }),
    object("rbac.authorization.k8s.io/v1", "RoleBinding", "reader", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
      subjects: [{ kind: "ServiceAccount", name: "runner" }],
    }),
  ];
}

function deploymentSpec(project: string, labels: Record<string, string>) {
  return {
    selector: { matchLabels: { app: "web" } },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "50%" } },
    template: {
      metadata: { labels: { ...labels, app: "web" }, annotations: { "espalier.dev/secrets": "⟦secret:password⟧" } },
      spec: {
        serviceAccountName: "runner",
        automountServiceAccountToken: false,
        hostUsers: false,
        hostNetwork: false,
        enableServiceLinks: false,
        securityContext: { seccompProfile: { type: "RuntimeDefault" }, fsGroup: 0 },
        imagePullSecrets: [{ name: "pull" }],
        tolerations: [{ key: "spot", operator: "Exists", effect: "NoSchedule" }],
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: { app: "web" } },
          },
        ],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 1,
                podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { project } } },
              },
            ],
          },
        },
        initContainers: [
          { name: "first", image: "busybox", command: ["true"] },
          { name: "listener", image: "busybox", restartPolicy: "Always" },
        ],
        containers: [
          {
            name: "web",
            image: "nginx:1.29",
            args: ["-g", "daemon off;"],
            env: [
              { name: "EMPTY", value: "" },
              { name: "A", value: "1" },
              { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
              { name: "CPU", valueFrom: { resourceFieldRef: { resource: "limits.cpu", divisor: "1000m" } } },
            ],
            envFrom: [{ secretRef: { name: "credentials" } }, { configMapRef: { name: "settings", optional: true } }],
            ports: [{ name: "http", containerPort: 80 }, { containerPort: 53, protocol: "UDP" }, { containerPort: 53 }],
            resources: { requests: { cpu: "0.1", memory: "131072Ki" }, limits: { cpu: 1, memory: "0.5Gi" } },
            readinessProbe: { httpGet: { path: "/", port: "http", httpHeaders: [{ name: "X", value: "1" }] } },
            livenessProbe: { exec: { command: ["true"] }, periodSeconds: 5 },
            startupProbe: { tcpSocket: { port: 80 } },
            securityContext: {
              allowPrivilegeEscalation: false,
              privileged: false,
              capabilities: { drop: ["ALL"], add: ["CHOWN"] },
            },
            volumeMounts: [
              { name: "data", mountPath: "/data" },
              { name: "tmp", mountPath: "/tmp", readOnly: false },
            ],
          },
        ],
        volumes: [
          { name: "data", persistentVolumeClaim: { claimName: "data" } },
          { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "1024Mi" } },
          { name: "scratch", emptyDir: {} },
          {
            name: "secret",
            secret: { secretName: "credentials", items: [{ key: "PASSWORD", path: "p" }], defaultMode: 256 },
          },
          {
            name: "projected",
            projected: {
              sources: [
                { serviceAccountToken: { path: "token" } },
                { downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
                { configMap: { name: "settings" } },
              ],
            },
          },
        ],
      },
    },
  };
}
