import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { describe, it } from "mocha";
import { type Loose, objectOf, shop, treeOf } from "./support/fixtures.ts";

const BASELINE = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

describe("the walls of a project", () => {
  const tree = treeOf(
    shop([
      { name: "web", options: { expose: 8080 } },
      { name: "db", options: { ports: [5432] } },
      { name: "box", options: { expose: { protocol: "ssh" } } },
    ]),
  );
  const policies: Loose[] = tree.manifests.filter(({ kind }) => kind === "NetworkPolicy");

  it("let nothing in or out unless a policy says so", () => {
    assert.deepEqual(objectOf(tree, "NetworkPolicy", "default-deny").spec, {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
  });

  it("let nothing outside the project connect, but the ingress controller to exposed ports and anyone to ssh", () => {
    const ways = policies.flatMap(({ metadata, spec }) =>
      (spec.ingress ?? []).map(({ from, ports }: Loose) => [metadata.name, from ?? "anyone", ports]),
    );
    const controller = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } } }];
    assert.deepEqual(ways, [
      ["inside-project", [{ podSelector: {} }], undefined],
      ["certificate-proof", controller, [{ port: 8089, protocol: "TCP" }]],
      ["web-exposed", controller, [{ port: 8080, protocol: "TCP" }]],
      ["box-exposed", "anyone", [{ port: 22, protocol: "TCP" }]],
    ]);
  });

  it("open exposed ports for the exposed container alone", () => {
    const labels = objectOf(tree, "NetworkPolicy", "web-exposed").spec.podSelector.matchLabels;
    assert.deepEqual(labels, { "espalier.dev/container": "web", "espalier.dev/project": "shop" });
  });

  it("let DNS out to the cluster's own server alone", () => {
    assert.deepEqual(objectOf(tree, "NetworkPolicy", "dns").spec.egress, [
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
        ports: [
          { port: 53, protocol: "UDP" },
          { port: 53, protocol: "TCP" },
        ],
      },
    ]);
  });

  it("let the internet be reached, but no private address and no metadata service", () => {
    const blocks = objectOf(tree, "NetworkPolicy", "internet").spec.egress[0].to.map(({ ipBlock }: Loose) => ipBlock);
    const closed = new BlockList();
    for (const { cidr, except } of blocks) {
      for (const net of except) {
        const [address, prefix] = net.split("/");
        closed.addSubnet(address, Number(prefix), cidr.includes(":") ? "ipv6" : "ipv4");
      }
    }
    for (const address of [
      "10.0.0.1",
      "172.31.0.1",
      "192.168.1.1",
      "100.100.100.200",
      "127.0.0.1",
      "169.254.169.254",
    ]) {
      assert.ok(closed.check(address, "ipv4"), `${address} can be reached`);
    }
    for (const address of ["fd00:ec2::254", "fe80::1", "::1", "ff02::1"]) {
      assert.ok(closed.check(address, "ipv6"), `${address} can be reached`);
    }
    assert.ok(!closed.check("1.1.1.1", "ipv4") && !closed.check("2606:4700:4700::1111", "ipv6"));
  });

  it("enforce the Pod Security standard `baseline`", () => {
    const { labels } = objectOf(tree, "Namespace", "shop").metadata;
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "baseline");
  });

  it("give no pod a token, the services of others in its environment, or the users of its node", () => {
    assert.equal(objectOf(tree, "ServiceAccount", "containers").automountServiceAccountToken, false);
    for (const workload of tree.manifests.filter(({ kind }) => kind === "Deployment") as Loose[]) {
      const pod = workload.spec.template.spec;
      assert.equal(pod.serviceAccountName, "containers");
      assert.equal(pod.automountServiceAccountToken, false);
      assert.equal(pod.enableServiceLinks, false);
      assert.equal(pod.hostUsers, false);
      assert.deepEqual(pod.securityContext.seccompProfile, { type: "RuntimeDefault" });
      const { allowPrivilegeEscalation, capabilities } = pod.containers[0].securityContext;
      assert.equal(allowPrivilegeEscalation, false);
      assert.deepEqual(capabilities.drop, ["ALL"]);
      assert.ok(capabilities.add.every((capability: string) => BASELINE.includes(capability)));
    }
  });

  it("leave a restricted container neither root nor capabilities", () => {
    const restricted = treeOf(shop([{ name: "web", options: { security: "restricted" } }]));
    const { spec, metadata } = objectOf(restricted, "Deployment", "web").spec.template;
    assert.equal(spec.securityContext.runAsNonRoot, true);
    assert.deepEqual(spec.containers[0].securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
    });
    assert.equal(metadata.labels["espalier.dev/security"], "restricted");
  });

  it("hold what the claim promises", () => {
    assert.deepEqual(objectOf(tree, "ResourceQuota", "claim").spec.hard, {
      "requests.cpu": "4",
      "requests.memory": "8Gi",
      "requests.storage": "50Gi",
      pods: "50",
      services: "50",
      persistentvolumeclaims: "20",
    });
    const [limit] = objectOf(tree, "LimitRange", "claim").spec.limits;
    assert.deepEqual(limit.max, { cpu: "4", memory: "8Gi" });
    assert.deepEqual(limit.default, { cpu: "4", memory: "512Mi" });
  });

  it("never default to more than a small claim", () => {
    const claim = { cpu: "50m", memory: "64Mi", storage: "1Gi", pods: 1, services: 1, volumes: 0 };
    const small = treeOf(shop([{ name: "web" }]), { ...tiny(), claim });
    const [limit] = objectOf(small, "LimitRange", "claim").spec.limits;
    assert.deepEqual(limit.defaultRequest, { cpu: "50m", memory: "64Mi" });
    assert.deepEqual(limit.default, { cpu: "50m", memory: "64Mi" });
  });
});

function tiny() {
  return { name: "z", domain: "z.example", ingressClass: "nginx", ingressNamespace: "ingress-nginx", issuer: "ca" };
}
