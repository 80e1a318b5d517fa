import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ContainerOptions } from "../../constructs/spec.ts";
import { assertSnapshot, type Made, make, type Words } from "./support/made.ts";

const KNATIVE = { capabilities: ["serving.knative.dev"] };

/** The manifests of an entry of the vocabulary, compared with their snapshot. */
function made(name: string, words: Words, more: Parameters<typeof make>[1] = {}): Made {
  const found = make([words], more);
  assertSnapshot(name, found);
  return found;
}

const run = (options: ContainerOptions): Words => ({ options });

describe("a worker", () => {
  const found = made("worker", run({ workload: "worker", replicas: 2 }));

  it("is a Deployment that nobody can call", () => {
    assert.equal(found.object("Deployment").spec.replicas, 2);
    assert.ok(!found.has("Service"));
    assert.equal(found.pod("Deployment").containers[0].ports, undefined);
  });

  it("says what it is on its Deployment, not on its pods, which need not restart for it", () => {
    const { metadata, spec } = found.object("Deployment");
    assert.equal(metadata.labels["espalier.dev/workload"], "worker");
    assert.equal(spec.template.metadata.labels["espalier.dev/workload"], undefined);
  });
});

describe("a stateful container", () => {
  const found = made("stateful", {
    name: "db",
    options: {
      workload: "stateful",
      replicas: 3,
      ports: [5432],
      volumes: [{ each: { name: "data", size: "10Gi" }, path: "/data" }],
    },
  });
  const { spec } = found.object("StatefulSet", "db");

  it("has pods with names of their own, db-0.db, behind its usual host name", () => {
    assert.equal(spec.serviceName, "db");
    const service = found.object("Service", "db").spec;
    assert.deepEqual([service.clusterIP, service.ports[0].port], ["None", 5432]);
  });

  it("finds its peers before they are ready, since some become ready by finding each other", () => {
    assert.equal(found.object("Service", "db").spec.publishNotReadyAddresses, true);
    const alone = make([run({ workload: "stateful", ports: [5432] })]);
    assert.equal(alone.object("Service").spec.publishNotReadyAddresses, undefined);
  });

  it("gets requests from outside only where it is ready", () => {
    const open = make([run({ workload: "stateful", replicas: 3, expose: 9200, ports: [9300] })]);
    const [path] = open.object("Ingress").spec.rules[0].http.paths;
    assert.equal(path.backend.service.name, "app-ready");
    const ready = open.object("Service", "app-ready").spec;
    assert.deepEqual([ready.type, ready.publishNotReadyAddresses], ["ClusterIP", undefined]);
  });

  it("has a volume for each, which nothing here deletes", () => {
    const [template] = spec.volumeClaimTemplates;
    assert.deepEqual([template.metadata.name, template.spec.resources.requests.storage], ["data", "10Gi"]);
    assert.equal(spec.persistentVolumeClaimRetentionPolicy, undefined);
    const [mount] = found.pod("StatefulSet", "db").containers[0].volumeMounts;
    assert.deepEqual([mount.name, mount.mountPath], ["data", "/data"]);
  });

  it("starts all at once and is updated one by one, so that a bad update can be mended by the next", () => {
    assert.equal(spec.podManagementPolicy, "Parallel");
    assert.deepEqual(spec.updateStrategy, { type: "RollingUpdate" });
  });

  it("may be one short while nodes are emptied", () => {
    assert.equal(found.object("PodDisruptionBudget", "db").spec.maxUnavailable, 1);
  });
});

describe("a daemon", () => {
  const found = made("daemon", run({ workload: "daemon", expose: 9100 }));

  it("runs once on every node, and can be called", () => {
    const { spec } = found.object("DaemonSet");
    assert.equal(spec.replicas, undefined);
    assert.deepEqual(spec.updateStrategy, {
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
    assert.ok(found.has("Service") && found.has("Ingress"));
  });

  it("is neither spread nor counted: nodes decide", () => {
    assert.equal(found.pod("DaemonSet").topologySpreadConstraints, undefined);
    assert.ok(!found.has("PodDisruptionBudget"));
  });
});

describe("a job", () => {
  it("runs to its end once, and is tried again in a new pod three times", () => {
    const found = made("job", run({ workload: "job" }));
    const { spec } = found.object("Job");
    assert.deepEqual([spec.completions, spec.parallelism, spec.backoffLimit], [1, 1, 3]);
    assert.equal(spec.template.spec.restartPolicy, "Never");
    assert.equal(spec.ttlSecondsAfterFinished, undefined);
    assert.ok(!found.has("Service"));
  });

  it("in parallel, with numbers, retries, an end and a time to be looked at, has all of them", () => {
    const workload = {
      kind: "job",
      completions: 8,
      parallelism: 3,
      indexed: true,
      retries: 2,
      deadline: 600,
      keep: 3600,
    } as const;
    const { spec } = made("job-parallel", run({ workload })).object("Job");
    assert.deepEqual([spec.completions, spec.parallelism, spec.completionMode], [8, 3, "Indexed"]);
    assert.deepEqual([spec.backoffLimitPerIndex, spec.backoffLimit], [2, undefined]);
    assert.deepEqual([spec.activeDeadlineSeconds, spec.ttlSecondsAfterFinished], [600, 3600]);
  });

  it("that is started again in its place keeps its pod", () => {
    const workload = { kind: "job", completions: 2, indexed: true, retries: 5 } as const;
    const { spec } = made("job-on-failure", run({ workload, restart: "on-failure" })).object("Job");
    assert.equal(spec.template.spec.restartPolicy, "OnFailure");
    assert.deepEqual([spec.backoffLimit, spec.backoffLimitPerIndex], [5, undefined]);
  });

  it("that is suspended does not start", () => {
    const { spec } = made("job-suspended", run({ workload: { kind: "job", suspended: true } })).object("Job");
    assert.equal(spec.suspend, true);
  });
});

describe("a job at set times", () => {
  it("never overlaps itself, may start five minutes late, and keeps the last three", () => {
    const found = made("cron", run({ workload: { kind: "cron", schedule: "0 3 * * *" } }));
    const { jobTemplate, ...spec } = found.object("CronJob").spec;
    assert.deepEqual(spec, {
      schedule: "0 3 * * *",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
    });
    assert.equal(jobTemplate.spec.template.spec.restartPolicy, "Never");
    assert.ok(!found.has("Service"));
  });

  it("says all of it otherwise when it is told to", () => {
    const workload = {
      kind: "cron",
      schedule: "@hourly",
      timeZone: "Europe/Sofia",
      overlap: "replace",
      startDeadline: 60,
      history: 1,
      suspended: true,
      retries: 0,
      deadline: 1800,
    } as const;
    const { spec } = made("cron-all", run({ workload })).object("CronJob");
    assert.deepEqual([spec.schedule, spec.timeZone, spec.concurrencyPolicy], ["@hourly", "Europe/Sofia", "Replace"]);
    assert.deepEqual([spec.startingDeadlineSeconds, spec.successfulJobsHistoryLimit, spec.suspend], [60, 1, true]);
    const job = spec.jobTemplate.spec;
    assert.deepEqual([job.backoffLimit, job.activeDeadlineSeconds, job.suspend], [0, 1800, undefined]);
  });
});

describe("a serverless container", () => {
  const workload = { kind: "serverless", minimum: 1, maximum: 5, concurrency: 20, timeout: 60 } as const;
  const found = made(
    "serverless",
    { environment: { PORT: 3000, MODE: "live" }, options: { workload, expose: true, security: "restricted" } },
    { zone: KNATIVE },
  );
  const service = found.manifests.find(({ apiVersion }) => apiVersion === "serving.knative.dev/v1");
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are Knative's own
  const { template } = (service as any).spec;
  const [container] = template.spec.containers;

  it("is a Service of Knative with its bounds", () => {
    const { annotations } = template.metadata;
    assert.equal(annotations["autoscaling.knative.dev/min-scale"], "1");
    assert.equal(annotations["autoscaling.knative.dev/max-scale"], "5");
    assert.deepEqual([template.spec.containerConcurrency, template.spec.timeoutSeconds], [20, 60]);
  });

  it("has only what Knative takes of a pod by default", () => {
    const allowed = ["automountServiceAccountToken", "containerConcurrency", "containers", "enableServiceLinks"];
    assert.deepEqual(Object.keys(template.spec).sort(), [...allowed, "serviceAccountName", "timeoutSeconds"]);
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  it("listens on one port, which Knative itself puts into PORT", () => {
    assert.deepEqual(container.ports, [{ containerPort: 3000, protocol: "TCP" }]);
    assert.deepEqual(container.env, [{ name: "MODE", value: "live" }]);
    assert.deepEqual(container.readinessProbe.tcpSocket, { port: 3000 });
  });

  it("is reached through Knative's gateway: no Ingress, no Service of ours, gaps in the walls for Knative alone", () => {
    assert.ok(!found.has("Ingress"));
    assert.ok(!found.manifests.some(({ apiVersion, kind }) => apiVersion === "v1" && kind === "Service"));
    const mapping = found.object("DomainMapping", "app-shop.sofia.example");
    assert.deepEqual(mapping.spec.ref, { apiVersion: "serving.knative.dev/v1", kind: "Service", name: "app" });
    const [rule] = found.object("NetworkPolicy", "app-serverless").spec.ingress;
    assert.ok(rule.from[0].namespaceSelector.matchExpressions[0].values.includes("knative-serving"));
  });

  it("that is not exposed stays inside the cluster", () => {
    const hidden = made("serverless-hidden", run({ workload: "serverless" }), { zone: KNATIVE });
    const labels = hidden.manifests.find(({ kind }) => kind === "Service")?.metadata.labels;
    assert.equal(labels?.["networking.knative.dev/visibility"], "cluster-local");
    assert.ok(!hidden.manifests.some(({ kind }) => kind === "DomainMapping"));
  });
});

describe("a rollout", () => {
  const strategy = (options: ContainerOptions) => make([run(options)]).object("Deployment").spec;

  it("has the numbers, the history and the times it is given", () => {
    const rollout = { surge: 1, unavailable: "10%", history: 5, settle: 10, deadline: 120 } as const;
    const found = made("rollout", run({ replicas: 10, rollout }));
    const { spec } = found.object("Deployment");
    assert.deepEqual(spec.strategy.rollingUpdate, { maxSurge: 1, maxUnavailable: "10%" });
    assert.deepEqual([spec.revisionHistoryLimit, spec.minReadySeconds, spec.progressDeadlineSeconds], [5, 10, 120]);
  });

  it("can end all the old ones first", () => {
    assert.deepEqual(strategy({ rollout: "recreate" }).strategy, { type: "Recreate" });
  });

  it("without one more leaves room for one to be missing", () => {
    assert.deepEqual(strategy({ rollout: { surge: 0 } }).strategy.rollingUpdate, { maxSurge: 0, maxUnavailable: 1 });
  });

  it("rolls a volume for one node when it is told to", () => {
    const volumes = [{ volume: "data", path: "/data" }];
    const found = make([run({ volumes, rollout: { strategy: "rolling", surge: 0 } })], {
      volumes: [{ name: "data", size: "1Gi" }],
    });
    assert.equal(found.object("Deployment").spec.strategy.type, "RollingUpdate");
  });

  it("of a daemon is either one more or one missing", () => {
    const daemon = (rollout: NonNullable<ContainerOptions["rollout"]>) =>
      make([run({ workload: "daemon", rollout })]).object("DaemonSet").spec.updateStrategy.rollingUpdate;
    assert.deepEqual(daemon({ surge: 2 }), { maxSurge: 2, maxUnavailable: 0 });
    assert.deepEqual(daemon({ unavailable: "30%" }), { maxSurge: 0, maxUnavailable: "30%" });
    assert.deepEqual(daemon("recreate"), { maxSurge: 0, maxUnavailable: "100%" });
  });

  it("of a stateful container keeps history and time", () => {
    const rollout = { history: 3, settle: 5 };
    const { spec } = make([run({ workload: "stateful", rollout })]).object("StatefulSet");
    assert.deepEqual([spec.revisionHistoryLimit, spec.minReadySeconds], [3, 5]);
  });
});
