import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { compileSpec } from "../../constructs/compile.ts";
import { formatDiagnostic } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import type { ContainerOptions, ContainerSpec, ProjectSpec } from "../../constructs/spec.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { builtInKind } from "../../engine/kubernetes/built-in-kinds.ts";
import { readCredentials } from "../../engine/kubernetes/credentials.ts";
import { Transport } from "../../engine/kubernetes/transport.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Plan } from "../../engine/plan-types.ts";
import { projectStatus } from "../../engine/project-status.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import type { Zone } from "../../engine/zone.ts";
import { type LiveObject, type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import { randomWorkloads } from "../constructs/support/random-workloads.ts";
import { testZone } from "../support/local-zone.ts";
import { TestDeployments } from "./deploy-request.ts";
import { uniqueName } from "./zone-under-test.ts";

const IMAGE = "nginx:1.29";

// biome-ignore lint/suspicious/noExplicitAny: the shapes are Kubernetes' own
type Loose = any;

/** What simulated nodes can show of the vocabulary: real API server, controllers and scheduler, pods without processes. */
describe("the vocabulary in a zone", function () {
  this.timeout(180_000);
  let zone: Zone;
  let client: ZoneClient;
  let transport: Transport;
  let deployments: TestDeployments;
  const namespaces: string[] = [];

  before(async () => {
    zone = await testZone();
    client = await connectZone(zone);
    transport = new Transport("test", await readCredentials(zone));
    deployments = await TestDeployments.in(zone);
  });
  after(async () => {
    await Promise.all(namespaces.map((name) => client.delete(`/Namespace//${name}`)));
    await transport.close();
    await client.close();
    await deployments.end();
  });

  function newProject(): string {
    const name = uniqueName("words");
    namespaces.push(name);
    return name;
  }

  type Words = Partial<ContainerSpec> & { readonly name: string };

  function manifestsOf(
    project: string,
    containers: readonly Words[],
    more: Partial<ProjectSpec> = {},
    context: Partial<ZoneContext> = {},
  ): readonly Manifest[] {
    const spec = {
      project: { name: project },
      containers: containers.map((one) => ({ image: IMAGE, ...one })),
      ...more,
    };
    const { value, diagnostics } = compileSpec(spec, { ...zone.context, ...context });
    assert.ok(value, diagnostics.map(formatDiagnostic).join("\n"));
    return value.manifests;
  }

  const wait = { deadline: 60_000 };

  /** Applies, waits until it is ready, and looks whether planning again finds nothing to do. */
  async function settle(project: string, manifests: readonly Manifest[]): Promise<ZoneResult> {
    const result = await deployments.up(project, manifests, {}, { wait });
    assert.deepEqual([result.outcome, result.errors], ["succeeded", []]);
    await unchanged(project, manifests);
    return result;
  }

  async function unchanged(project: string, manifests: readonly Manifest[]): Promise<void> {
    const again = await deployments.up(project, manifests);
    assert.equal(again.outcome, "unchanged", JSON.stringify(planned()?.changes));
  }

  function planned(): Plan | undefined {
    return deployments.events.flatMap((event) => (event.type === "plan" ? [event.plan] : []))[0];
  }

  async function list(key: string, namespace: string): Promise<readonly LiveObject[]> {
    const { items } = await client.list(builtInKind(key), { namespace });
    return items.filter(({ metadata }) => !metadata.deletionTimestamp);
  }

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 60_000;
    while (!(await holds())) {
      assert.ok(performance.now() < deadline, `waited in vain until ${what}`);
      await sleep(100);
    }
  }

  async function standing(project: string) {
    const { containers } = await projectStatus(client, { project, namespace: project });
    return containers;
  }

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
    const left = (await list("/Pod", project)).map(({ metadata }) => (metadata.ownerReferences as Loose)?.[0].kind);
    assert.deepEqual(left, ["ReplicaSet"]);
  });

  describe("a job", () => {
    it("completes, is not run again, and runs again when it is changed", async () => {
      const project = newProject();
      const job = (image: string) => manifestsOf(project, [{ name: "migrate", image, options: { workload: "job" } }]);
      const done = async () => (await standing(project))[0]?.detail === "1 of 1 done";
      await settle(project, job("nginx:1.28"));
      await until("it is done", done);
      const [stands] = await standing(project);
      assert.deepEqual([stands?.state, stands?.reason], ["done", undefined]);
      await unchanged(project, job("nginx:1.28"));
      const again = await deployments.up(project, job("nginx:1.29"), {}, { wait });
      assert.deepEqual([again.outcome, again.replaced], ["succeeded", 1]);
      assert.ok(planned()?.notes.some(({ message }) => /migrate.* runs again/.test(message)));
      await until("it is done", done);
    });

    it("in parallel completes each of its numbers", async () => {
      const project = newProject();
      const workload = { kind: "job", completions: 4, parallelism: 2, indexed: true, retries: 1 } as const;
      await settle(project, manifestsOf(project, [{ name: "render", options: { workload } }]));
      await until("all are done", async () => (await standing(project))[0]?.detail === "4 of 4 done");
      const [job] = await list("batch/Job", project);
      assert.equal(job?.status?.completedIndexes, "0-3");
    });

    it("that fails is a failure, with its reason", async () => {
      const project = newProject();
      const workload = { kind: "job", retries: 0 } as const;
      const manifests = manifestsOf(project, [{ name: "migrate", command: ["false"], options: { workload } }]);
      await deployments.up(project, manifests);
      await until("it has failed", async () => (await standing(project))[0]?.state === "failing");
      const result = await deployments.up(
        project,
        manifestsOf(project, [{ name: "migrate", command: ["false"], options: { workload, tags: ["new"] } }]),
        {},
        { wait },
      );
      assert.equal(result.outcome, "not-ready");
      assert.equal(result.errors[0]?.code, "job-failed");
      assert.match(result.errors[0]?.message ?? "", /migrate has failed: stopped with exit code 1/);
    });

    it("that is cleared away after its end is not started again", async () => {
      const project = newProject();
      const job = (image: string) =>
        manifestsOf(project, [{ name: "once", image, options: { workload: { kind: "job", keep: 0 } } }]);
      const result = await deployments.up(project, job("nginx:1.28"));
      assert.equal(result.outcome, "succeeded");
      await until("it is gone", async () => (await list("batch/Job", project)).length === 0);
      await unchanged(project, job("nginx:1.28"));
      const changed = await deployments.up(project, job("nginx:1.29"));
      assert.deepEqual([changed.outcome, changed.created], ["succeeded", 1]);
    });
  });

  it("takes a job at set times, changes it in place and suspends it", async () => {
    const project = newProject();
    const cron = (schedule: string, suspended = false) =>
      manifestsOf(project, [
        { name: "backup", options: { workload: { kind: "cron", schedule, timeZone: "Europe/Sofia", suspended } } },
      ]);
    await settle(project, cron("0 3 * * *"));
    const [waiting] = await standing(project);
    assert.deepEqual([waiting?.state, waiting?.detail], ["ready", "at 0 3 * * * Europe/Sofia, not run yet"]);
    const changed = await settle(project, cron("*/5 * * * *", true));
    assert.equal(changed.updated, 1);
    assert.equal((await standing(project))[0]?.state, "stopped");
    await settle(project, cron("*/5 * * * *"));
  });

  describe("a stateful container", () => {
    const project = uniqueName("words");
    const stateful = (...volumes: NonNullable<ContainerOptions["volumes"]>): Words => ({
      name: "db",
      options: { workload: "stateful", replicas: 2, ports: [5432], volumes },
    });
    const data = (size: string) => ({ each: { name: "data", size }, path: "/data" });
    const database = (size: string) => manifestsOf(project, [stateful(data(size))]);
    const uids = async (key: string) => (await list(key, project)).map(({ metadata }) => metadata.uid).sort();

    it("has pods with stable names and a volume each", async () => {
      namespaces.push(project);
      await settle(project, database("1Gi"));
      assert.deepEqual((await list("/Pod", project)).map(({ metadata }) => metadata.name).sort(), ["db-0", "db-1"]);
      const claims = await list("/PersistentVolumeClaim", project);
      assert.deepEqual(claims.map(({ metadata }) => metadata.name).sort(), ["data-db-0", "data-db-1"]);
      const [service] = await list("/Service", project);
      assert.deepEqual([service?.metadata.name, (service as Loose).spec.clusterIP], ["db", "None"]);
    });

    it("is replaced around its pods and volumes, which the plan says, when the volumes of new ones change", async () => {
      const [pods, claims] = await Promise.all([uids("/Pod"), uids("/PersistentVolumeClaim")]);
      const result = await deployments.up(project, database("2Gi"), {}, { wait });
      assert.deepEqual([result.outcome, result.replaced], ["succeeded", 1]);
      const notes = planned()?.notes.map(({ code }) => code) ?? [];
      assert.ok(notes.includes("volumes-stay"));
      assert.ok(!notes.includes("data-at-risk"));
      assert.deepEqual([await uids("/Pod"), await uids("/PersistentVolumeClaim")], [pods, claims]);
      await unchanged(project, database("2Gi"));
    });

    it("ends its pods when each gets a further volume, which none that runs can be given", async () => {
      const further = { each: { name: "log", size: "1Gi" }, path: "/log" };
      const wider = manifestsOf(project, [stateful(data("2Gi"), further)]);
      const before = await uids("/Pod");
      await settle(project, wider);
      const claims = await list("/PersistentVolumeClaim", project);
      assert.deepEqual(claims.map(({ metadata }) => metadata.name).sort(), [
        "data-db-0",
        "data-db-1",
        "log-db-0",
        "log-db-1",
      ]);
      assert.ok((await uids("/Pod")).every((uid) => !before.includes(uid)));
    });

    it("leaves its volumes behind when it goes", async () => {
      const claims = await uids("/PersistentVolumeClaim");
      await deployments.up(project, manifestsOf(project, []));
      assert.ok(planned()?.notes.some(({ code, message }) => code === "volumes-stay" && /stay/.test(message)));
      assert.deepEqual(await uids("/PersistentVolumeClaim"), claims);
      await unchanged(project, manifestsOf(project, []));
    });
  });

  it("runs a daemon on every node", async () => {
    const project = newProject();
    await settle(project, manifestsOf(project, [{ name: "agent", options: { workload: "daemon" } }]));
    const nodes = (await client.list((await client.kinds()).get("/Node") as Loose, {})).items;
    const on = (await list("/Pod", project)).map(({ spec }) => (spec as Loose).nodeName);
    assert.deepEqual(on.sort(), nodes.map(({ metadata }) => metadata.name).sort());
  });

  describe("an autoscaler", () => {
    const project = uniqueName("words");
    const fixed = (replicas: number) => manifestsOf(project, [{ name: "web", options: { replicas } }]);
    const scaled = () =>
      manifestsOf(project, [
        {
          name: "web",
          options: {
            scale: {
              minimum: 2,
              maximum: 6,
              cpu: 60,
              memory: 80,
              metrics: [
                { name: "requests", target: "100" },
                { name: "queue_length", source: "external", target: 30, labels: { queue: "mail" } },
              ],
              settle: 60,
            },
          },
        },
      ]);
    const deployment = async () => (await client.get(`apps/Deployment/${project}/web`)) as Loose;

    it("is accepted, and what it sets is no difference", async () => {
      namespaces.push(project);
      await settle(project, scaled());
      const autoscaler = (await client.get(`autoscaling/HorizontalPodAutoscaler/${project}/web`)) as Loose;
      assert.deepEqual([autoscaler.spec.minReplicas, autoscaler.spec.maxReplicas], [2, 6]);
      await until("it keeps its minimum", async () => (await deployment()).spec.replicas === 2);
      await scaleTo(5);
      await unchanged(project, scaled());
      assert.equal((await deployment()).spec.replicas, 5);
      assert.match((await standing(project))[0]?.detail ?? "", /scale/);
    });

    it("gives way to a number, and takes over from one without ending a pod", async () => {
      await settle(project, fixed(4));
      assert.equal((await deployment()).spec.replicas, 4);
      const pods = new Set((await list("/Pod", project)).map(({ metadata }) => metadata.uid));
      await settle(project, scaled());
      assert.equal((await deployment()).spec.replicas, 4);
      const left = (await list("/Pod", project)).filter(({ metadata }) => pods.has(metadata.uid));
      assert.equal(left.length, 4);
      await settle(project, fixed(3));
      assert.equal((await deployment()).spec.replicas, 3);
    });

    /** As an autoscaler does it. */
    async function scaleTo(replicas: number): Promise<void> {
      await transport.json({
        method: "PATCH",
        path: `/apis/apps/v1/namespaces/${project}/deployments/web/scale?fieldManager=test`,
        body: { spec: { replicas } },
        contentType: "application/merge-patch+json",
        what: "scale",
      });
    }
  });

  it("refuses to empty a node of more than may be missing", async () => {
    const project = newProject();
    const options = { replicas: 3, disruption: { available: 3 } };
    await settle(project, manifestsOf(project, [{ name: "web", options }]));
    const budget = async () => (await client.get(`policy/PodDisruptionBudget/${project}/web`)) as Loose;
    await until("the budget is known", async () => (await budget()).status?.currentHealthy === 3);
    const [pod] = await list("/Pod", project);
    const name = pod?.metadata.name ?? "";
    const evict = () =>
      transport.json({
        method: "POST",
        path: `/api/v1/namespaces/${project}/pods/${name}/eviction`,
        body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace: project } },
        what: "evict",
      });
    await assert.rejects(evict, (error) => error instanceof ZoneError && /disruption budget/.test(error.message));
    await settle(project, manifestsOf(project, [{ name: "web", options: { replicas: 3 } }]));
    await until("one may be missing", async () => (await budget()).status?.disruptionsAllowed === 1);
    await evict();
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

  describe("with Knative and KEDA", () => {
    const capabilities = ["serving.knative.dev", "keda.sh"];
    const project = uniqueName("words");

    before(async () => {
      namespaces.push(project);
      await client.apply(definition("serving.knative.dev", "v1", "Service", "services"));
      await client.apply(definition("serving.knative.dev", "v1beta1", "DomainMapping", "domainmappings"));
      await client.apply(definition("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects"));
      await until("they are served", async () => (await connectZone(zone).then(served)).every(Boolean));
    });
    after(async () => {
      await client.delete(`/Namespace//${project}`, { wait: true });
      for (const name of [
        "services.serving.knative.dev",
        "domainmappings.serving.knative.dev",
        "scaledobjects.keda.sh",
      ]) {
        await client.delete(`apiextensions.k8s.io/CustomResourceDefinition//${name}`);
      }
    });

    async function served(fresh: ZoneClient): Promise<boolean[]> {
      const kinds = await fresh.kinds();
      await fresh.close();
      return ["serving.knative.dev/Service", "serving.knative.dev/DomainMapping", "keda.sh/ScaledObject"].map((key) =>
        kinds.has(key),
      );
    }

    it("takes serverless containers and schedules, and plans nothing afterwards", async () => {
      const schedule = [{ from: "0 8 * * mon-fri", to: "0 18 * * mon-fri", replicas: 5, timeZone: "Europe/Sofia" }];
      const manifests = manifestsOf(
        project,
        [
          { name: "api", environment: { PORT: 3000 }, options: { workload: "serverless", expose: true } },
          { name: "hidden", options: { workload: { kind: "serverless", maximum: 3, concurrency: 1 } } },
          { name: "office", options: { scale: { minimum: 0, maximum: 10, cpu: 70, schedule } } },
        ],
        {},
        { capabilities },
      );
      const result = await deployments.up(project, manifests);
      assert.deepEqual([result.outcome, result.errors], ["succeeded", []]);
      await unchanged(project, manifests);
      const service = (await client.get(`serving.knative.dev/Service/${project}/api`)) as Loose;
      assert.equal(service.spec.template.spec.containers[0].ports[0].containerPort, 3000);
    });

    it("says how a serverless container stands", async () => {
      const stands = async () => (await standing(project)).find(({ container }) => container === "api");
      assert.equal((await stands())?.state, "starting");
      await knativeSays("False", "RevisionMissing: image not found");
      assert.match((await stands())?.reason?.message ?? "", /image not found/);
      await knativeSays("True");
      assert.deepEqual([(await stands())?.state, (await stands())?.detail], ["ready", "answers requests"]);
    });

    /** As Knative's controller does it. */
    async function knativeSays(status: string, message?: string): Promise<void> {
      const { metadata } = (await client.get(`serving.knative.dev/Service/${project}/api`)) as LiveObject;
      const conditions = [{ type: "Ready", status, ...(message && { message }) }];
      await transport.json({
        method: "PATCH",
        path: `/apis/serving.knative.dev/v1/namespaces/${project}/services/api/status?fieldManager=knative`,
        body: { status: { observedGeneration: metadata.generation, conditions } },
        contentType: "application/merge-patch+json",
        what: "set the status",
      });
    }
  });
});

/** A kind that takes any fields, in place of the operator's own. */
function definition(group: string, version: string, kind: string, plural: string): Manifest {
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: version, served: true, storage: true, schema, subresources: { status: {} } }],
    },
  };
}
