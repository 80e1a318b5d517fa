import type { Manifest } from "../../constructs/manifest.ts";

/** The manifests of a small project, not in the order of application. */
export function shop(containers: readonly string[] = ["web", "db"]): Manifest[] {
  const namespace = "shop";
  return [
    ...containers.map((name) => deployment(name, namespace)),
    ...containers.map((name) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace },
      spec: { selector: { app: name }, ports: [{ port: 80 }] },
    })),
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "secrets", namespace },
      stringData: { password: "⟦secret:db_password#0123456789abcdef⟧" },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "closed", namespace },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "claim", namespace }, spec: { hard: { pods: "50" } } },
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  ];
}

export function deployment(name: string, namespace: string, image = "nginx:1"): Manifest {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name, image }] } },
    },
  };
}
