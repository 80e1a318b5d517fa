import assert from "node:assert/strict";
import { ApiObject } from "cdk8s";
import { describe, it } from "mocha";
import { compileProject } from "../../constructs/compile.ts";
import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import { Project } from "../../constructs/project.ts";
import { type Loose, ZONE } from "./support/fixtures.ts";

const OWN_ZONE = { ...ZONE, ownAddresses: ["10.96.0.0/12"] };

/** What is said of an object of a person's own. */
function problemsOf(object: Loose): readonly Diagnostic[] {
  const project = new Project(OWN_ZONE, "shop");
  new ApiObject(project, "mine", object);
  try {
    compileProject(project);
    return [];
  } catch (error) {
    assert.ok(error instanceof DiagnosticsError, String(error));
    return error.diagnostics;
  }
}

function refuses(object: Loose, message: RegExp): void {
  const problems = problemsOf(object);
  assert.equal(problems.length, 1, problems.map((one) => one.message).join("\n"));
  assert.equal(problems[0]?.code, "refused-object");
  assert.match(problems[0]?.message ?? "", /^\[shop\/mine\] /);
  assert.match(problems[0]?.message ?? "", message);
}

describe("pods of one's own", () => {
  const image = { name: "app", image: "app:1" };
  const kinds: Record<string, (pod: Loose) => Loose> = {
    Pod: (spec) => ({ apiVersion: "v1", kind: "Pod", spec }),
    Deployment: (spec) => ({ apiVersion: "apps/v1", kind: "Deployment", spec: { template: { spec } } }),
    CronJob: (spec) => ({
      apiVersion: "batch/v1",
      kind: "CronJob",
      spec: { jobTemplate: { spec: { template: { spec } } } },
    }),
    "custom kind": (spec) => ({ apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", spec: { template: { spec } } }),
  };
  const wishes: readonly [string, Loose, RegExp][] = [
    ["host network", { hostNetwork: true, containers: [image] }, /hostNetwork/],
    ["processes of the node", { hostPID: true, containers: [image] }, /hostPID/],
    ["memory of the node", { hostIPC: true, containers: [image] }, /hostIPC/],
    [
      "folders of the node",
      { containers: [image], volumes: [{ name: "d", hostPath: { path: "/" } }] },
      /"d".*hostPath/,
    ],
    [
      "all rights",
      { containers: [{ ...image, securityContext: { privileged: true } }] },
      /"app" asks to be privileged/,
    ],
    [
      "all rights, while starting",
      { containers: [image], initContainers: [{ ...image, name: "i", securityContext: { privileged: true } }] },
      /"i" asks to be privileged/,
    ],
    [
      "capabilities",
      { containers: [{ ...image, securityContext: { capabilities: { add: ["SYS_ADMIN", "CHOWN"] } } }] },
      /SYS_ADMIN/,
    ],
    ["ports of the node", { containers: [{ ...image, ports: [{ containerPort: 80, hostPort: 80 }] }] }, /port 80/],
    [
      "kernel settings of the node",
      { containers: [image], securityContext: { sysctls: [{ name: "kernel.msgmax", value: "1" }] } },
      /kernel\.msgmax/,
    ],
    [
      "no filter of system calls",
      { containers: [image], securityContext: { seccompProfile: { type: "Unconfined" } } },
      /seccompProfile Unconfined/,
    ],
  ];
  for (const [what, pod, message] of wishes) {
    for (const [kind, make] of Object.entries(kinds)) {
      it(`that ask for ${what} are refused in a ${kind}`, () => refuses(make(pod), message));
    }
  }

  it("that ask for none of that are not", () => {
    const context = { runAsUser: 1, capabilities: { drop: ["ALL"], add: ["CHOWN"] }, privileged: false };
    const pod = { containers: [{ ...image, securityContext: context }], hostNetwork: false };
    for (const make of Object.values(kinds)) assert.deepEqual(problemsOf(make(pod)), []);
  });
});

describe("policies of one's own", () => {
  const policy = (spec: Loose) => ({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", spec });
  const out = (...to: Loose[]) => policy({ podSelector: {}, egress: [to.length > 0 ? { to } : {}] });
  const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, except } });

  const refused: readonly [string, Loose, RegExp][] = [
    ["everywhere", out(), /to everywhere/],
    ["the metadata service", out(block("169.254.169.254/32")), /metadata/],
    ["the zone's own addresses", out(block("10.96.0.1/32")), /the zone itself/],
    ["the internet with all that is closed", out(block("0.0.0.0/0")), /without leaving out 0\.0\.0\.0\/8/],
    ["private networks with the zone's", out(block("10.0.0.0/8")), /without leaving out 10\.96\.0\.0\/12/],
    ["all namespaces", out({ namespaceSelector: {} }), /nobody's project/],
    [
      "the cluster's namespace",
      out({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }),
      /nobody's project/,
    ],
  ];
  for (const [where, object, message] of refused) {
    it(`that let pods out to ${where} are refused`, () => refuses(object, message));
  }

  it("that let pods out within the project, to a private network or to another project are not", () => {
    const project = { "app.kubernetes.io/managed-by": "espalier", "kubernetes.io/metadata.name": "other" };
    for (const to of [
      { podSelector: {} },
      block("10.20.0.0/16"),
      block("10.0.0.0/8", "10.96.0.0/12"),
      { namespaceSelector: { matchLabels: project } },
    ]) {
      assert.deepEqual(problemsOf(out(to)), []);
    }
  });

  it("that let somebody in, or close what is open, are not: that is the project's own business", () => {
    const spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{ from: [block("0.0.0.0/0")] }] };
    assert.deepEqual(problemsOf(policy(spec)), []);
  });

  it("of network plug-ins are refused", () => {
    refuses({ apiVersion: "cilium.io/v2", kind: "CiliumNetworkPolicy", spec: {} }, /walls of the zone/);
    refuses({ apiVersion: "projectcalico.org/v3", kind: "NetworkPolicy", spec: {} }, /walls of the zone/);
    refuses({ apiVersion: "projectcalico.org/v3", kind: "GlobalNetworkPolicy", spec: {} }, /whole zone/);
  });
});

describe("objects of one's own", () => {
  it("that take addresses of others are refused", () => {
    refuses({ apiVersion: "v1", kind: "Service", spec: { externalIPs: ["1.1.1.1"] } }, /externalIPs/);
    assert.deepEqual(problemsOf({ apiVersion: "v1", kind: "Service", spec: { ports: [{ port: 80 }] } }), []);
  });

  it("that configure the ingress of all are refused", () => {
    const annotations = { "nginx.ingress.kubernetes.io/server-snippet": "x" };
    refuses({ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { annotations } }, /ingress of all/);
  });

  const role = (resources: string[], verbs: string[]) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    rules: [{ apiGroups: ["*"], resources, verbs }],
  });
  const binding = (kind: string, name: string) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
    subjects: [{ kind: "ServiceAccount", name: "default" }],
  });

  it("that let pods change the walls they live in are refused", () => {
    refuses(role(["networkpolicies"], ["create"]), /walls/);
    refuses(role(["*"], ["*"]), /walls/);
    refuses(role(["namespaces/finalize"], ["update"]), /walls/);
    refuses(binding("ClusterRole", "cluster-admin"), /cluster-admin/);
  });

  it("that let pods do something else are not", () => {
    assert.deepEqual(problemsOf(role(["networkpolicies"], ["get", "list"])), []);
    assert.deepEqual(problemsOf(role(["configmaps", "leases"], ["*"])), []);
    assert.deepEqual(problemsOf(binding("Role", "mine")), []);
    assert.deepEqual(problemsOf(binding("ClusterRole", "view")), []);
  });
});
