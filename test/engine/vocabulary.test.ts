import assert from "node:assert/strict";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import type { ContainerOptions } from "../../constructs/spec.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { randomWorkloads } from "../constructs/support/random-workloads.ts";
import { until } from "../support/until.ts";
import { type Loose, type Words, wordsInZone } from "./vocabulary-zone.ts";

describe("the vocabulary in a zone", function () {
  this.timeout(600_000);
  const { reached, newProject, manifestsOf, settle, list } = wordsInZone();
  let zone: Zone;
  let client: ZoneClient;
  before(() => {
    ({ zone, client } = reached());
  });

  describe("a rollout", () => {
    it("of a changed image ends with the new one ready, in each kind", async () => {
      const project = newProject();
      const containers = (image: string): Words[] => [
        { name: "web", image, options: { expose: 80, replicas: 2, rollout: { surge: 1, unavailable: 0, settle: 1 } } },
        { name: "worker", image, options: { workload: "worker", rollout: "recreate" } },
        { name: "db", image, options: { workload: "stateful", replicas: 2 } },
        { name: "agent", image, options: { workload: "daemon", rollout: { unavailable: "50%" } } },
      ];
      await settle(project, manifestsOf(project, containers("nginx:1.28")));
      const second = await settle(project, manifestsOf(project, containers("nginx:1.29")));
      assert.equal(second.updated, 4);
      const images = (await list("/Pod", project)).map(({ spec }) => (spec as Loose).containers[0].image);
      assert.deepEqual([...new Set(images)], ["nginx:1.29"]);
    });

    it("can go from rolling to recreate and back", async () => {
      const project = newProject();
      const web = (rollout: "rolling" | "recreate") => manifestsOf(project, [{ name: "web", options: { rollout } }]);
      await settle(project, web("rolling"));
      await settle(project, web("recreate"));
      await settle(project, web("rolling"));
    });
  });

  it("lets a container become another kind, and back", async () => {
    const project = newProject();
    const kinds: ContainerOptions["workload"][] = ["stateful", "daemon", "worker", "job", "long-running"];
    for (const workload of kinds) {
      const ports = workload === "worker" || workload === "job" ? {} : { ports: [80] };
      await settle(project, manifestsOf(project, [{ name: "web", options: { workload, ...ports } }]));
    }
    const owners = async () =>
      (await list("/Pod", project)).map(({ metadata }) => (metadata.ownerReferences as Loose)?.[0].kind);
    await until("pods of earlier kinds are cleared away", async () => (await owners()).length === 1);
    assert.deepEqual(await owners(), ["ReplicaSet"]);
  });

  it("runs a daemon on every node", async () => {
    const project = newProject();
    await settle(project, manifestsOf(project, [{ name: "agent", options: { workload: "daemon" } }]));
    const nodes = (await client.list((await client.kinds()).get("/Node") as Loose, {})).items;
    const on = (await list("/Pod", project)).map(({ spec }) => (spec as Loose).nodeName);
    assert.deepEqual(on.sort(), nodes.map(({ metadata }) => metadata.name).sort());
  });

  it("takes helpers, checks, hooks, gates, waits and spread, and plans nothing afterwards", async () => {
    const project = newProject();
    const manifests = manifestsOf(project, [
      { name: "db", options: { ports: [5432], spread: [{ over: "nodes", required: true }] } },
      {
        name: "web",
        command: ["sh", "-c", "true"],
        workingDir: "/app",
        options: {
          expose: 80,
          replicas: 2,
          waitFor: ["db", { container: "api", port: 9000 }],
          init: [{ name: "migrate", image: "busybox:1.37.0", command: ["true"], resources: "tiny" }],
          sidecars: [
            {
              name: "proxy",
              image: "envoyproxy/envoy:v1.35.0",
              ports: [9901],
              health: { http: "/ready" },
              lifecycle: { beforeStop: { sleep: 5 } },
            },
          ],
          health: {
            http: "/health",
            headers: { "X-Probe": "yes", Accept: "*/*" },
            tls: true,
            start: 60,
            liveness: { grpc: "web", port: 9090 },
            readiness: { command: ["sh", "-c", "test $(cat /ready) = yes"] },
          },
          lifecycle: { afterStart: { http: "/warm" }, beforeStop: { command: ["sh", "-c", "echo $HOME"] }, grace: 60 },
          readinessGates: ["example.com/warm"],
          spread: [{ over: "areas" }, { over: "nodes", skew: 2 }],
          importance: "high",
          pull: "always",
          interactive: true,
        },
      },
      { name: "api", options: { ports: [9000], security: "restricted", waitFor: ["db"] } },
    ]);
    await settle(project, manifests);
  });

  it("takes every combination of words that is right, as the API server would say", async () => {
    const project = newProject();
    await settle(project, manifestsOf(project, []));
    const right = fc.sample(randomWorkloads, 400).flatMap((words) => {
      const { value } = compileSpec({ project: { name: project }, ...words }, zone.context);
      return value ? [{ words, manifests: value.manifests.filter(({ kind }) => kind !== "Namespace") }] : [];
    });
    assert.ok(right.length > 100, `only ${right.length} of them are right`);
    for (const { words, manifests } of right) {
      const tried = manifests.map((manifest) => client.apply(manifest, { dryRun: true }));
      await Promise.all(tried).catch((error: Error) => assert.fail(`${error.message}: ${JSON.stringify(words)}`));
    }
  });
});
