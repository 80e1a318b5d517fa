import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ContainerOptions } from "../../constructs/spec.ts";
import { type Loose, problemsOf, shop } from "./support/fixtures.ts";

/** A definition of one container, and what is said of it. */
function said(options: Loose, more: Loose = {}, ...others: Loose[]) {
  return problemsOf({ ...shop([{ name: "app", ...more, options }, ...others] as Loose), ...more.spec });
}

const OPTIONS = "containers[0].options";

/** What is said of some options: `path: code`. */
const CASES: readonly (readonly [what: string, options: Loose, problems: readonly string[]])[] = [
  [
    "schedule without cron",
    { workload: { kind: "job", schedule: "@daily" } },
    ["workload.schedule: not-with-workload"],
  ],
  ["cron without schedule", { workload: "cron" }, ["workload: missing-key"]],
  [
    "completions of a long-running",
    { workload: { kind: "long-running", completions: 3 } },
    ["workload.completions: not-with-workload"],
  ],
  ["keep of a cron", { workload: { kind: "cron", schedule: "@daily", keep: 1 } }, ["workload.keep: not-with-workload"]],
  [
    "concurrency of a worker",
    { workload: { kind: "worker", concurrency: 3 } },
    ["workload.concurrency: not-with-workload"],
  ],
  ["replicas of a daemon", { workload: "daemon", replicas: 2 }, ["replicas: not-with-workload"]],
  [
    "replicas of a daemon in a zone",
    { workload: "daemon", zones: { a: { replicas: 2 } } },
    ["zones.a.replicas: not-with-workload"],
  ],
  ["scale of a job", { workload: "job", scale: { maximum: 3 } }, ["scale: not-with-workload"]],
  ["rollout of a job", { workload: "job", rollout: "recreate" }, ["rollout: not-with-workload"]],
  ["expose of a worker", { workload: "worker", expose: true }, ["expose: not-with-workload"]],
  ["ports of a worker", { workload: "worker", ports: [80] }, ["ports: not-with-workload"]],
  ["expose of a job", { workload: "job", expose: 80 }, ["expose: not-with-workload"]],
  ["expose of a cron", { workload: { kind: "cron", schedule: "@daily" }, expose: true }, ["expose: not-with-workload"]],
  ["expose: false of a worker", { workload: "worker", expose: false, ports: [] }, []],
  ["restart never of a long-running", { restart: "never" }, ["restart: not-with-workload"]],
  ["restart always of a job", { workload: "job", restart: "always" }, ["restart: not-with-workload"]],
  [
    "restart on-failure of a self-managed",
    { deployment: "self-managed", restart: "on-failure" },
    ["restart: not-with-workload"],
  ],
  ["restart never of a self-managed", { deployment: "self-managed", restart: "never" }, []],
  ["restart always of what is always restarted", { restart: "always" }, []],
  ["a self-managed daemon", { deployment: "self-managed", workload: "daemon" }, ["deployment: not-with-workload"]],
  ["a self-managed job", { deployment: "self-managed", workload: "job" }, ["deployment: not-with-workload"]],
  ["scale of a self-managed", { deployment: "self-managed", scale: { maximum: 2 } }, ["scale: not-with-workload"]],
  ["disruption of a daemon", { workload: "daemon", disruption: { unavailable: 1 } }, ["disruption: not-with-workload"]],
  [
    "a minute that is none",
    { workload: { kind: "cron", schedule: "99 3 * * *" } },
    ["workload.schedule: wrong-format"],
  ],
  ["Sunday as 7", { workload: { kind: "cron", schedule: "0 3 * * 7" } }, ["workload.schedule: wrong-format"]],
  ["a range backwards", { workload: { kind: "cron", schedule: "30-10 3 * * *" } }, ["workload.schedule: wrong-format"]],
  ["names of days and months", { workload: { kind: "cron", schedule: "*/5 0,12 1-15 jan,JUL mon-fri" } }, []],
  [
    "a time zone that is none",
    { workload: { kind: "cron", schedule: "@daily", timeZone: "Europe/Sofja" } },
    ["workload.timeZone: unknown-time-zone"],
  ],
  [
    "a time zone in small letters",
    { workload: { kind: "cron", schedule: "@daily", timeZone: "europe/sofia" } },
    ["workload.timeZone: unknown-time-zone"],
  ],
  [
    "init containers of a serverless",
    { workload: "serverless", init: [{ name: "a", image: "b" }] },
    ["init: not-with-workload"],
  ],
  ["two ports of a serverless", { workload: "serverless", expose: 80, ports: [81] }, ["ports: not-with-workload"]],
  [
    "tcp of a serverless",
    { workload: "serverless", expose: { protocol: "tcp", port: 80 } },
    ["expose.protocol: not-with-workload"],
  ],
  ["a path of a serverless", { workload: "serverless", expose: { path: "/api" } }, ["expose.path: not-with-workload"]],
  [
    "a wildcard of a serverless",
    { workload: "serverless", expose: { hosts: ["*.example.com"] } },
    ["expose.hosts[0]: not-with-workload"],
  ],
  ["Knative's own port", { workload: "serverless", expose: 8012 }, ["expose: not-with-workload"]],
  ["replicas and scale", { replicas: 2, scale: { maximum: 3 } }, ["replicas: not-together"]],
  ["a minimum above the maximum", { scale: { minimum: 4, maximum: 3 } }, ["scale.minimum: out-of-range"]],
  ["a minimum of none by load", { scale: { minimum: 0, maximum: 3 } }, ["scale.minimum: out-of-range"]],
  [
    "metrics and a schedule",
    {
      scale: {
        maximum: 3,
        metrics: [{ name: "a", target: 1 }],
        schedule: [{ from: "@daily", to: "0 9 * * *", replicas: 2 }],
      },
    },
    ["scale.metrics: not-together"],
  ],
  [
    "more by schedule than the maximum",
    { scale: { maximum: 3, schedule: [{ from: "@daily", to: "0 9 * * *", replicas: 4 }] } },
    ["scale.schedule[0].replicas: out-of-range"],
  ],
  [
    "a schedule that ends when it begins",
    { scale: { maximum: 3, schedule: [{ from: "@daily", to: "@daily", replicas: 1 }] } },
    ["scale.schedule[0].to: out-of-range"],
  ],
  [
    "a metric with a slash",
    { scale: { maximum: 3, metrics: [{ name: "a/b", target: 1 }] } },
    ["scale.metrics[0].name: wrong-format"],
  ],
  [
    "a label that is none",
    { scale: { maximum: 3, metrics: [{ name: "a", target: 1, labels: { "a b": "c" } }] } },
    ["scale.metrics[0].labels.a b: wrong-format"],
  ],
  ["spread over nonsense", { spread: [{ over: "a b" }] }, ["spread[0].over: wrong-format"]],
  [
    "spread twice over nodes",
    { spread: [{ over: "nodes" }, { over: "kubernetes.io/hostname" }] },
    ["spread[1].over: duplicate-name"],
  ],
  [
    "a budget that holds up every upgrade",
    { replicas: 2, disruption: { available: 2 } },
    ["disruption: never-disrupted"],
  ],
  [
    "a share that is rounded up to all of them",
    { replicas: 2, disruption: { available: "60%" } },
    ["disruption: never-disrupted"],
  ],
  ["a share that leaves one out", { replicas: 4, disruption: { available: "75%" } }, []],
  ["surge with recreate", { rollout: { strategy: "recreate", surge: 1 } }, ["rollout.surge: not-with-rollout"]],
  ["neither more nor missing", { rollout: { surge: "0%", unavailable: 0 } }, ["rollout.unavailable: not-with-rollout"]],
  ["settling for longer than there is time", { rollout: { settle: 600 } }, ["rollout.settle: not-with-rollout"]],
  ["settling within a later deadline", { rollout: { settle: 600, deadline: 900 } }, []],
  ["surge of a stateful", { workload: "stateful", rollout: { surge: 1 } }, ["rollout.surge: not-with-rollout"]],
  ["recreate of a stateful", { workload: "stateful", rollout: "recreate" }, ["rollout: not-with-rollout"]],
  [
    "both numbers of a daemon",
    { workload: "daemon", rollout: { surge: 1, unavailable: 1 } },
    ["rollout.unavailable: not-with-rollout"],
  ],
  ["a deadline of a daemon", { workload: "daemon", rollout: { deadline: 60 } }, ["rollout.deadline: not-with-rollout"]],
  ["a check without a port", { health: { http: "/" } }, ["health: unknown-health-port"]],
  [
    "a check of one question without a port",
    { health: { readiness: { grpc: true } } },
    ["health.readiness: unknown-health-port"],
  ],
  [
    "a check of a sidecar without a port",
    { sidecars: [{ name: "a", image: "b", health: { tcp: true } }] },
    ["sidecars[0].health: unknown-health-port"],
  ],
  ["TLS without http", { expose: 80, health: { tcp: true, tls: true } }, ["health.tls: http-only"]],
  [
    "a header that is none",
    { expose: 80, health: { http: "/", headers: { "a:b": "c" } } },
    ["health.headers.a:b: wrong-format"],
  ],
  [
    "a pause longer than the time to stop",
    { lifecycle: { beforeStop: { sleep: 31 } } },
    ["lifecycle.beforeStop.sleep: out-of-range"],
  ],
  [
    "a hook without a port",
    { lifecycle: { afterStart: { http: "/" } } },
    ["lifecycle.afterStart: unknown-health-port"],
  ],
  ["a gate that is none", { readinessGates: ["not a name"] }, ["readinessGates[0]: wrong-format"]],
  [
    "a sidecar that others would call, of a container that nobody calls",
    { workload: "worker", sidecars: [{ name: "proxy", image: "envoy:1", ports: [9901] }] },
    ["sidecars[0].ports: not-with-workload"],
  ],
  ["waiting for nobody", { waitFor: ["dp"] }, ["waitFor[0]: unknown-container"]],
  ["waiting for itself", { waitFor: ["app"] }, ["waitFor[0]: waits-for-itself"]],
  [
    "two helpers of one name",
    { init: [{ name: "a", image: "b" }], sidecars: [{ name: "a", image: "b" }] },
    ["sidecars[0].name: duplicate-name"],
  ],
  ["a helper with the container's name", { init: [{ name: "app", image: "b" }] }, ["init[0].name: duplicate-name"]],
];

describe("what does not go together", () => {
  for (const [what, options, problems] of CASES) {
    it(`is told in words: ${what}`, () => {
      const { list } = said(options);
      assert.deepEqual(
        list,
        problems.map((problem) => `${OPTIONS}.${problem}`),
      );
    });
  }

  it("comes with what is meant instead", () => {
    assert.equal(said({ restart: "on-failure" }).at(`${OPTIONS}.restart`).fix?.includes('"workload": "job"'), true);
    const { fix } = said({ workload: { kind: "job", schedule: "@daily" } }).at(`${OPTIONS}.workload.schedule`);
    assert.equal(fix, 'write "kind": "cron", or leave it out');
    assert.equal(said({ waitFor: ["dp"] }, {}, { name: "db" }).at(`${OPTIONS}.waitFor[0]`).fix, 'did you mean "db"?');
    assert.equal(
      said({ workload: { kind: "cron", schedule: "@daily", timeZone: "europe/sofia" } }).at(
        `${OPTIONS}.workload.timeZone`,
      ).fix,
      'did you mean "Europe/Sofia"?',
    );
  });

  it("is told of names that leave no room for what Kubernetes adds", () => {
    const name = "a".repeat(53);
    const { list } = said({ workload: { kind: "cron", schedule: "@daily" } }, { name });
    assert.deepEqual(list, ["containers[0].name: out-of-range"]);
    assert.deepEqual(said({ workload: "stateful" }, { name: "a".repeat(52) }).list, []);
  });
});

describe("waiting", () => {
  const waits = (waitFor: NonNullable<ContainerOptions["waitFor"]>, target: Loose) =>
    said({ waitFor }, {}, { name: "db", options: target });

  it("needs a port that accepts connections, or says which one is meant", () => {
    assert.deepEqual(waits(["db"], { ports: [5432] }).list, []);
    assert.deepEqual(waits([{ container: "db", port: 5432 }], {}).list, []);
    for (const target of [{}, { ports: ["53/udp"] }, { expose: { protocol: "udp", port: 53 } }]) {
      assert.deepEqual(waits(["db"], target).list, [`${OPTIONS}.waitFor[0]: unknown-port`]);
    }
    assert.match(waits(["db"], {}).at(`${OPTIONS}.waitFor[0]`).fix ?? "", /"port": 5432/);
  });

  it("is for a port that the host name leads to", () => {
    const wait = { container: "db", port: 8008 };
    const { list, at } = waits([wait], { ports: [5432], expose: 80 });
    assert.deepEqual(list, [`${OPTIONS}.waitFor[0].port: unknown-port`]);
    assert.match(at(`${OPTIONS}.waitFor[0].port`).fix ?? "", /add 8008 to options "ports" of "db"/);
    assert.deepEqual(waits([wait], { ports: [5432], workload: "stateful" }).list, []);
    const proxy = { name: "proxy", image: "envoy:1", ports: [8008] };
    assert.deepEqual(waits([wait], { ports: [5432], sidecars: [proxy] }).list, []);
  });

  it("is for those that can be called", () => {
    assert.deepEqual(waits([{ container: "db", port: 1 }], { workload: "job" }).list, [
      `${OPTIONS}.waitFor[0]: unknown-port`,
    ]);
  });

  it("in a circle is told once, with the way round", () => {
    const ports = [80];
    const { list, at } = problemsOf(
      shop([
        { name: "a", options: { ports, waitFor: ["b"] } },
        { name: "b", options: { ports, waitFor: ["c"] } },
        { name: "c", options: { ports, waitFor: ["a"] } },
        { name: "d", options: { ports, waitFor: ["a"] } },
      ]),
    );
    assert.deepEqual(list, [`${OPTIONS}.waitFor: circular-wait`]);
    assert.match(at(`${OPTIONS}.waitFor`).message, /a → b → c → a/);
  });

  for (const [what, last] of [
    ["in circles", 0],
    ["one after the other", 50],
  ] as const) {
    it(`of a thousand ${what} is answered soon`, () => {
      const containers = Array.from({ length: 1000 }, (_, index) => ({
        name: `c${index}`,
        options: {
          ports: [80],
          waitFor: Array.from({ length: 50 }, (_, step) => index + step + 1)
            .filter((next) => last === 0 || next < 1000)
            .map((next) => `c${next % 1000}`),
        },
      }));
      const start = process.cpuUsage();
      assert.equal(problemsOf(shop(containers)).list.length > 0, last === 0);
      assert.ok(process.cpuUsage(start).user < 20_000_000);
    });
  }
});
