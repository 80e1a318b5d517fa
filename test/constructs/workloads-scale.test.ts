import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import { formatPath } from "../../constructs/diagnostic.ts";
import type { ContainerOptions } from "../../constructs/spec.ts";
import { type Loose, shop, ZONE } from "./support/fixtures.ts";
import { assertSnapshot, make } from "./support/made.ts";

const KEDA = { capabilities: ["keda.sh"] };

const run = (options: ContainerOptions, zone = {}) => make([{ options }], { zone });

describe("an autoscaler", () => {
  it("aims at three quarters of the promised cpu when nothing else is said", () => {
    const found = run({ scale: { maximum: 5 } });
    assertSnapshot("scale", found);
    const { spec } = found.object("HorizontalPodAutoscaler");
    assert.deepEqual([spec.minReplicas, spec.maxReplicas], [1, 5]);
    const target = { type: "Utilization", averageUtilization: 75 };
    assert.deepEqual(spec.metrics, [{ type: "Resource", resource: { name: "cpu", target } }]);
    assert.equal(spec.behavior.scaleDown.stabilizationWindowSeconds, 300);
  });

  it("decides alone how many run", () => {
    const found = run({ scale: { maximum: 5 } });
    assert.equal(found.object("Deployment").spec.replicas, undefined);
    assert.deepEqual(found.object("HorizontalPodAutoscaler").spec.scaleTargetRef, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      name: "app",
    });
  });

  it("goes by memory and metrics of one's own", () => {
    const found = run({
      workload: "stateful",
      scale: {
        minimum: 2,
        maximum: 9,
        memory: 80,
        settle: 0,
        metrics: [
          { name: "requests", target: "0.5" },
          { name: "queue", source: "external", target: "30", labels: { queue: "mail" } },
        ],
      },
    });
    assertSnapshot("scale-metrics", found);
    const { spec } = found.object("HorizontalPodAutoscaler");
    assert.deepEqual(
      spec.metrics.map(({ type }: Loose) => type),
      ["Resource", "Pods", "External"],
    );
    assert.equal(spec.metrics[1].pods.target.averageValue, "500m");
    assert.deepEqual(spec.metrics[2].external.metric, { name: "queue", selector: { matchLabels: { queue: "mail" } } });
    assert.equal(spec.scaleTargetRef.kind, "StatefulSet");
    assert.equal(spec.behavior.scaleDown.stabilizationWindowSeconds, 0);
  });

  it("spreads and budgets for as many as there may be", () => {
    const found = run({ scale: { maximum: 5 } });
    assert.ok(found.has("PodDisruptionBudget"));
    assert.equal(found.pod("Deployment").topologySpreadConstraints.length, 1);
  });
});

describe("a schedule", () => {
  const schedule = [{ from: "@daily", to: "0 18 * * *", replicas: 5, timeZone: "Europe/Sofia" }];
  const options = { scale: { minimum: 0, maximum: 10, cpu: 60, schedule } };

  it("is KEDA's, which makes the autoscaler itself", () => {
    const found = run(options, KEDA);
    assertSnapshot("scale-schedule", found);
    const { spec } = found.object("ScaledObject");
    assert.deepEqual([spec.minReplicaCount, spec.maxReplicaCount], [0, 10]);
    assert.deepEqual(spec.triggers, [
      {
        type: "cron",
        metadata: { timezone: "Europe/Sofia", start: "0 0 * * *", end: "0 18 * * *", desiredReplicas: "5" },
      },
      { type: "cpu", metricType: "Utilization", metadata: { value: "60" } },
    ]);
    assert.ok(!found.has("HorizontalPodAutoscaler"));
    assert.equal(found.object("Deployment").spec.replicas, undefined);
  });

  it("in a zone without KEDA is an error with its place and what to do", () => {
    const { value, diagnostics } = compileSpec(shop([{ name: "app", options }]), ZONE);
    assert.equal(value, undefined);
    const [problem] = diagnostics.filter(({ severity }) => severity === "error");
    assert.deepEqual(
      [problem?.code, formatPath(problem?.path ?? []), problem?.message],
      ["zone-cannot", "containers[0].options.scale.schedule", 'zone "sofia-1" has no KEDA, which scales by time'],
    );
    assert.ok(problem?.fix);
  });

  it("of a zone is told at the zone", () => {
    const spec = shop([{ name: "app", options: { zones: { "sofia-1": { scale: options.scale } } } }]);
    const paths = compileSpec(spec, ZONE).diagnostics.map(({ path = [] }) => formatPath(path));
    assert.deepEqual(paths, ["containers[0].options.zones.sofia-1.scale.schedule"]);
  });
});

it("a serverless container in a zone without Knative is an error with its place and what to do", () => {
  const { value, diagnostics } = compileSpec(shop([{ name: "app", options: { workload: "serverless" } }]), ZONE);
  assert.equal(value, undefined);
  const [problem] = diagnostics;
  assert.deepEqual([problem?.code, formatPath(problem?.path ?? [])], ["zone-cannot", "containers[0].options.workload"]);
  assert.match(problem?.fix ?? "", /Knative/);
});

describe("a disruption budget", () => {
  it("says how many may be missing, or must be there", () => {
    const missing = run({ replicas: 4, disruption: { unavailable: "50%" } });
    assertSnapshot("disruption", missing);
    assert.equal(missing.object("PodDisruptionBudget").spec.maxUnavailable, "50%");
    const there = run({ replicas: 4, disruption: { available: 3 } }).object("PodDisruptionBudget").spec;
    assert.deepEqual([there.minAvailable, there.maxUnavailable], [3, undefined]);
  });

  it("lets go of pods that are not ready, but for those of a stateful one, whose data others may lack", () => {
    const eviction = (options: ContainerOptions) =>
      run({ replicas: 3, ...options }).object("PodDisruptionBudget").spec.unhealthyPodEvictionPolicy;
    assert.equal(eviction({}), "AlwaysAllow");
    assert.equal(eviction({ workload: "stateful" }), undefined);
  });

  it("can be done without", () => {
    assert.ok(!run({ replicas: 4, disruption: false }).has("PodDisruptionBudget"));
  });
});

describe("spreading", () => {
  const constraints = (options: ContainerOptions) => run(options).pod("Deployment").topologySpreadConstraints;

  it("goes over nodes, areas or any label of nodes", () => {
    const spread = [{ over: "areas", required: true }, { over: "nodes", skew: 2 }, { over: "example.com/rack" }];
    assert.equal(constraints({ replicas: 4, spread: [{ over: "valueOf" }] })[0].topologyKey, "valueOf");
    const found = run({ replicas: 4, spread });
    assertSnapshot("spread", found);
    const made = found.pod("Deployment").topologySpreadConstraints;
    assert.deepEqual(
      made.map(({ topologyKey, maxSkew, whenUnsatisfiable }: Loose) => [topologyKey, maxSkew, whenUnsatisfiable]),
      [
        ["topology.kubernetes.io/zone", 1, "DoNotSchedule"],
        ["kubernetes.io/hostname", 2, "ScheduleAnyway"],
        ["example.com/rack", 1, "ScheduleAnyway"],
      ],
    );
  });

  it("can be done without, and is not made up for one alone", () => {
    assert.equal(constraints({ replicas: 4, spread: false }), undefined);
    assert.equal(constraints({}), undefined);
  });
});
