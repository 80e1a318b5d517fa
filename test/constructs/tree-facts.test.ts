import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ContainerOptions, ContainerSpec } from "../../constructs/spec.ts";
import { shop, treeOf, ZONE } from "./support/fixtures.ts";

const EVERY_ZONE = { ...ZONE, capabilities: ["keda.sh", "serving.knative.dev"] };

function factsOf(options: ContainerOptions, rest: Partial<ContainerSpec> = {}): Readonly<Record<string, string>> {
  const tree = treeOf(shop([{ name: "web", ...rest, options }]), EVERY_ZONE);
  return tree.nodes.find(({ kind }) => kind === "container")?.facts ?? {};
}

describe("what the tree tells of a container", () => {
  const bare = { image: "nginx:1.29", deployment: "managed" };
  const usual = { ...bare, replicas: "1" };

  it("is little when everything is as usual", () => assert.deepEqual(factsOf({}), usual));

  const cases: readonly [string, ContainerOptions, Readonly<Record<string, string>>][] = [
    ["a worker", { workload: "worker" }, { workload: "worker" }],
    ["a stateful one", { workload: "stateful" }, { workload: "stateful" }],
    ["a daemon", { workload: "daemon" }, { workload: "daemon" }],
    [
      "a parallel job",
      { workload: { kind: "job", completions: 5, parallelism: 2, indexed: true } },
      { workload: "job", completions: "5, numbered × 2 at once" },
    ],
    [
      "a cron job",
      { workload: { kind: "cron", schedule: "0 3 * * *", timeZone: "Europe/Sofia", suspended: true } },
      { workload: "cron", schedule: "0 3 * * * (Europe/Sofia)", suspended: "yes" },
    ],
    [
      "a serverless one",
      { workload: "serverless", expose: 8080 },
      { workload: "serverless", ports: "8080", scale: "0 to 10 by requests" },
    ],
    ["sizes", { resources: "large" }, { size: "large" }],
    [
      "amounts",
      { resources: { cpu: 0.5, requests: { memory: "256Mi" }, limits: { memory: "1Gi" }, storage: "1Gi" } },
      { cpu: "500m", memory: "256Mi to 1Gi", storage: "1Gi" },
    ],
    ["a rollout", { rollout: { strategy: "recreate" } }, { rollout: "recreate" }],
    ["the pace of a rollout", { rollout: { surge: 1, unavailable: "25%" } }, { rollout: "surge 1, unavailable 25%" }],
    [
      "a volume each",
      { workload: "stateful", volumes: [{ each: { name: "data", size: "10Gi" }, path: "/data" }] },
      { workload: "stateful", volumes: "data 10Gi for each", folders: "/data" },
    ],
    ["hooks", { lifecycle: { beforeStop: { sleep: 5 } } }, { hooks: "before stop" }],
    ["a disruption budget", { disruption: { unavailable: 1 } }, { disruption: "unavailable 1" }],
    ["no budget", { disruption: false, spread: false }, { disruption: "no bound", spread: "none" }],
    ["its spread", { spread: [{ over: "areas" }, { over: "nodes" }] }, { spread: "areas, nodes" }],
    ["its gates", { readinessGates: ["example.com/ready"] }, { gates: "example.com/ready" }],
    ["fixed addresses", { network: { hosts: { "old.internal": "10.1.2.3" } } }, { hosts: "old.internal" }],
    ["a restart", { restart: "on-failure", workload: "job" }, { restart: "on-failure", workload: "job" }],
    ["a check", { health: { http: "/healthz", port: 80 } }, { health: "http /healthz" }],
    ["no check", { health: false }, { health: "none" }],
    ["a long goodbye", { lifecycle: { grace: 120 } }, { grace: "120 s" }],
    ["ports and aliases", { ports: [53, "53/udp"], aliases: ["dns"] }, { ports: "53, 53/udp", aliases: "dns" }],
    [
      "folders and files",
      {
        volumes: [
          { empty: "work", path: "/work" },
          { file: "x", path: "/etc/app.conf" },
          { files: { a: "b" }, path: "/etc/app" },
        ],
      },
      { folders: "/work", files: "/etc/app.conf, /etc/app" },
    ],
    [
      "security",
      { security: { user: 1000, readOnlyRoot: true, userNamespace: false, capabilities: [] } },
      { security: "user 1000, no capabilities, read-only root, no user namespace" },
    ],
    ["the restricted standard", { security: "restricted" }, { security: "restricted" }],
    ["a closed internet", { network: { internet: false } }, { internet: "closed" }],
    ["its importance", { importance: "high" }, { importance: "high" }],
  ];
  for (const [what, options, facts] of cases) {
    const isCounted = !["daemon", "job", "cron", "serverless"].includes(facts.workload ?? "");
    it(`is ${what} where it has some`, () => {
      assert.deepEqual(factsOf(options), { ...(isCounted ? usual : bare), ...facts });
    });
  }

  it("is how it is scaled, instead of how many there are", () => {
    const { replicas, scale } = factsOf({ scale: { minimum: 2, maximum: 10, cpu: 70, memory: 80 } });
    assert.deepEqual([replicas, scale], [undefined, "2 to 10 by cpu, memory"]);
    assert.equal(factsOf({ scale: { maximum: 3 } }).scale, "1 to 3 by cpu");
  });

  it("is what runs before it and beside it, and a pinned image", () => {
    const init = [{ name: "migrate", image: "a:1" }];
    const sidecars = [{ name: "proxy", image: "b:1" }];
    const facts = factsOf({ init, sidecars }, { image: `nginx@sha256:${"a".repeat(64)}` });
    assert.deepEqual([facts.init, facts.sidecars, facts.pinned], ["migrate", "proxy", "by its digest"]);
  });
});

describe("references of the vocabulary", () => {
  const referencesOf = (containers: readonly Partial<ContainerSpec>[]) =>
    treeOf(shop(containers, [{ name: "data", size: "1Gi" }])).references.map(
      ({ from, to, kind, label }) => `${kind}: ${from} → ${to} ${label}`,
    );

  it("tell who starts after whom, and by which port", () => {
    assert.deepEqual(
      referencesOf([
        { name: "web", options: { waitFor: ["db", { container: "cache", port: 7000 }] } },
        { name: "db", options: { ports: [5432] } },
        { name: "cache" },
      ]),
      ["wait: shop/web → shop/db 5432", "wait: shop/web → shop/cache 7000"],
    );
  });

  it("tell what init containers and sidecars call and mount", () => {
    const volumes = [{ volume: "data", path: "/data" }];
    assert.deepEqual(
      referencesOf([
        {
          name: "web",
          options: {
            volumes,
            init: [{ name: "migrate", image: "m:1", args: ["--db=db:5432"], volumes }],
            sidecars: [
              {
                name: "proxy",
                image: "p:1",
                environment: { UPSTREAM: "http://cache:80" },
                volumes: [{ volume: "data", path: "/cache" }],
              },
            ],
          },
        },
        { name: "db" },
        { name: "cache" },
      ]),
      [
        "request: shop/web → shop/db args",
        "request: shop/web → shop/cache UPSTREAM",
        "mount: shop/web → shop/Volumes/data /data",
        "mount: shop/web → shop/Volumes/data /cache",
      ],
    );
  });
});
