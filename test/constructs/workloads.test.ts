import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { find, type Loose, objectOf, podContainer, shop, treeOf } from "./support/fixtures.ts";

const DATA = { name: "data", size: "10Gi" };

function deployment(options: Loose, volumes?: Loose[]): Loose {
  return objectOf(treeOf(shop([{ name: "web", options }], volumes)), "Deployment", "web");
}

describe("a managed container", () => {
  it("is a Deployment that finds its pods by project and container alone", () => {
    const { spec } = deployment({ tags: ["a"] });
    assert.deepEqual(spec.selector.matchLabels, { "espalier.dev/container": "web", "espalier.dev/project": "shop" });
    assert.equal(spec.replicas, 1);
    assert.equal(spec.strategy.type, "RollingUpdate");
  });

  it("is promised little by default, and its memory ends at 512Mi", () => {
    const { resources } = podContainer(deployment({}));
    assert.deepEqual(resources, { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } });
  });

  it("gets what it asks for, written as Kubernetes writes it", () => {
    const { resources } = podContainer(deployment({ resources: { cpu: "1000m", memory: "1024Mi" } }));
    assert.deepEqual(resources, { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } });
  });

  it("is spread over nodes, with a budget for disruptions, when there are several", () => {
    const tree = treeOf(shop([{ name: "web", options: { replicas: 3 } }]));
    const { spec } = objectOf(tree, "Deployment", "web");
    assert.equal(spec.template.spec.topologySpreadConstraints[0].topologyKey, "kubernetes.io/hostname");
    assert.equal(objectOf(tree, "PodDisruptionBudget", "web").spec.maxUnavailable, 1);
    assert.equal(spec.strategy.rollingUpdate.maxUnavailable, 1);
  });

  it("is neither when there is one", () => {
    const tree = treeOf(shop([{ name: "web" }]));
    assert.equal(objectOf(tree, "Deployment", "web").spec.template.spec.topologySpreadConstraints, undefined);
    assert.equal(find(tree, "PodDisruptionBudget", "web"), undefined);
  });

  it("ends before its successor starts when it mounts a volume for one node", () => {
    const mounts = [{ volume: "data", path: "/data" }];
    assert.deepEqual(deployment({ volumes: mounts }, [DATA]).spec.strategy, { type: "Recreate" });
    assert.equal(deployment({ volumes: mounts }, [{ ...DATA, access: "many" }]).spec.strategy.type, "RollingUpdate");
  });

  it("says how important it is, by a label and a priority", () => {
    const template = (importance?: string) => deployment({ importance }).spec.template;
    assert.equal(template("low").spec.priorityClassName, "espalier-low");
    assert.equal(template("high").spec.priorityClassName, "espalier-high");
    assert.equal(template().spec.priorityClassName, undefined);
    assert.equal(template("low").metadata.labels["espalier.dev/importance"], "low");
  });
});

describe("a self-managed container", () => {
  const tree = treeOf(
    shop([
      { name: "once", options: { deployment: "self-managed", expose: 8080 } },
      { name: "some", options: { deployment: "self-managed", replicas: 3 } },
    ]),
  );

  it("is a Job that is never started again", () => {
    const { spec } = objectOf(tree, "Job", "once");
    assert.equal(spec.template.spec.restartPolicy, "Never");
    assert.deepEqual([spec.backoffLimit, spec.completions, spec.parallelism], [0, 1, 1]);
    assert.equal(find(tree, "Deployment", "once"), undefined);
  });

  it("does not end when another of its kind fails", () => {
    const { spec } = objectOf(tree, "Job", "some");
    assert.deepEqual([spec.completions, spec.parallelism, spec.backoffLimit], [3, 3, undefined]);
    assert.deepEqual([spec.completionMode, spec.backoffLimitPerIndex], ["Indexed", 0]);
  });

  it("has a host name all the same, and is never stopped for a check nobody asked for", () => {
    assert.ok(objectOf(tree, "Service", "once"));
    const { startupProbe, livenessProbe, readinessProbe } = podContainer(objectOf(tree, "Job", "once"));
    assert.deepEqual([startupProbe, livenessProbe], [undefined, undefined]);
    assert.ok(readinessProbe);
  });
});

describe("health", () => {
  it("is by default that the exposed port accepts connections, without restarts later on", () => {
    const { startupProbe, readinessProbe, livenessProbe } = podContainer(deployment({ expose: 8080 }));
    assert.deepEqual(startupProbe.tcpSocket, { port: 8080 });
    assert.deepEqual(readinessProbe.tcpSocket, { port: 8080 });
    assert.equal(livenessProbe, undefined);
  });

  it("is not looked at when nothing is exposed, or when it is switched off", () => {
    for (const options of [{}, { expose: 80, health: false }]) {
      assert.equal(podContainer(deployment(options)).readinessProbe, undefined);
    }
  });

  it("is asked as it says, and restarts what fails", () => {
    const health = { http: "/ready", port: 9000, interval: 5, timeout: 2, failures: 4, start: 61 };
    const container = podContainer(deployment({ expose: 80, health }));
    const httpGet = { path: "/ready", port: 9000, scheme: "HTTP" };
    const steady = { httpGet, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 4 };
    assert.deepEqual(container.readinessProbe, steady);
    assert.deepEqual(container.livenessProbe, steady);
    assert.deepEqual(container.startupProbe, { httpGet, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 31 });
  });

  it("can be a command, which runs as it is written", () => {
    const health = { command: ["sh", "-c", "test $(date +%s) -gt 0"] };
    const { livenessProbe } = podContainer(deployment({ health }));
    assert.deepEqual(livenessProbe.exec.command, ["sh", "-c", "test $$(date +%s) -gt 0"]);
  });
});

describe("a volume", () => {
  const tree = treeOf(
    shop(
      [
        {
          name: "data",
          options: {
            volumes: [
              { volume: "data", path: "/data" },
              { volume: "data", path: "/copy", readOnly: true },
              { volume: "shared_files", path: "/files" },
            ],
          },
        },
      ],
      [DATA, { name: "shared_files", size: "1024Mi", access: "many" }],
    ),
    { ...zone(), storageClass: "fast" },
  );

  it("is a claim of its size in the zone's storage class", () => {
    assert.deepEqual(objectOf(tree, "PersistentVolumeClaim", "data").spec, {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "10Gi" } },
      storageClassName: "fast",
    });
    const { accessModes, resources } = objectOf(tree, "PersistentVolumeClaim", "shared-files").spec;
    assert.deepEqual([accessModes, resources.requests.storage], [["ReadWriteMany"], "1Gi"]);
  });

  it("is mounted where the container says, and may be written by images that do not run as root", () => {
    const pod = objectOf(tree, "Deployment", "data").spec.template.spec;
    assert.deepEqual(
      pod.volumes.map(({ persistentVolumeClaim }: Loose) => persistentVolumeClaim.claimName),
      ["data", "shared-files"],
    );
    assert.deepEqual(pod.containers[0].volumeMounts, [
      { name: "data", mountPath: "/data" },
      { name: "data", mountPath: "/copy", readOnly: true },
      { name: "shared-files", mountPath: "/files" },
    ]);
    assert.equal(typeof pod.securityContext.fsGroup, "number");
  });

  it("may have the name of a container", () => {
    const paths = tree.nodes.map(({ path }) => path);
    assert.ok(paths.includes("shop/data") && paths.includes("shop/Volumes/data"));
    const mounts = tree.references.filter(({ kind }) => kind === "mount");
    assert.deepEqual(mounts[0], { from: "shop/data", to: "shop/Volumes/data", kind: "mount", label: "/data" });
  });
});

function zone() {
  const claim = { cpu: "4", memory: "8Gi", storage: "50Gi", pods: 50, services: 50, volumes: 20 };
  return { name: "z", domain: "z.example", ingressClass: "nginx", ingressNamespace: "in", issuer: "ca", claim };
}
