import assert from "node:assert/strict";
import { LABEL, type Manifest } from "../../constructs/manifest.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { projectStatus, watchStatus } from "../../engine/project-status.ts";
import type { Readiness } from "../../engine/update-events.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { testZone } from "../support/local-zone.ts";
import { until } from "../support/until.ts";
import { TestDeployments } from "./deploy-request.ts";
import { uniqueName } from "./zone-under-test.ts";

/** In a local zone, whose simulated nodes fail as real ones do when an image or a command says so. */
describe("waiting for containers", () => {
  let deployments: TestDeployments;
  let client: ZoneClient;
  const projects: string[] = [];

  before(async () => {
    const zone = await testZone();
    deployments = await TestDeployments.in(zone);
    client = await connectZone(zone);
  });
  after(async () => {
    await Promise.all(projects.map((project) => client.delete(`/Namespace//${project}`)));
    await client.close();
    await deployments.end();
  });

  function newProject(): string {
    const project = uniqueName("ready");
    projects.push(project);
    return project;
  }

  const object = (project: string, apiVersion: string, kind: string, name: string, spec?: object): Manifest => ({
    apiVersion,
    kind,
    metadata: {
      name,
      ...(kind !== "Namespace" && { namespace: project }),
      labels: { [LABEL.managedBy]: "espalier", [LABEL.project]: project, [LABEL.container]: name },
      annotations: { "espalier.dev/path": `${project}/${name}/${kind}` },
    },
    ...(spec && { spec }),
  });

  const namespace = (project: string, labels: Record<string, string> = {}): Manifest => {
    const plain = object(project, "v1", "Namespace", project);
    return { ...plain, metadata: { ...plain.metadata, labels: { ...plain.metadata.labels, ...labels } } };
  };

  const deployment = (project: string, container: object, replicas = 1, name = "web"): Manifest => {
    const labels = { app: name, [LABEL.container]: name, [LABEL.managedBy]: "espalier", [LABEL.project]: project };
    const template = { metadata: { labels }, spec: { containers: [{ name, image: "nginx:1.29", ...container }] } };
    return object(project, "apps/v1", "Deployment", name, {
      replicas,
      selector: { matchLabels: { app: name } },
      template,
    });
  };

  /** A rollout that waits for the test: nobody knows whether it or a look at it would be faster. */
  const paused = (workload: Manifest): Manifest => ({
    ...workload,
    spec: { ...(workload.spec as object), paused: true },
  });
  const goOnWith = (workload: Manifest) =>
    client.apply({ ...workload, spec: { paused: false } }, { fieldManager: "test" });

  const steps = () => deployments.events.flatMap((event) => (event.type === "readiness" ? [event.readiness] : []));

  /** Why an update has ended before its time, which is longer than a test may take. */
  async function reasonsOf(project: string, manifests: readonly Manifest[], grace?: number) {
    const wait = { deadline: 60 * 60_000, ...(grace !== undefined && { grace }) };
    const result = await deployments.up(project, manifests, {}, { wait });
    assert.equal(result.outcome, "not-ready", JSON.stringify(result));
    return result.errors;
  }

  /** What an update says at its deadline, which comes as soon as the zone has said this much. */
  async function reasonsAtDeadline(code: string, project: string, manifests: readonly Manifest[]) {
    const written = await deployments.up(project, manifests);
    assert.equal(written.outcome, "succeeded", JSON.stringify(written));
    await until(`the zone says ${code}`, async () => (await codesOf(project)).includes(code));
    const result = await deployments.up(project, manifests, {}, { wait: { deadline: 0 }, settle: true });
    assert.equal(result.outcome, "not-ready", JSON.stringify(result));
    return result.errors;
  }

  async function codesOf(project: string) {
    const { containers } = await projectStatus(client, { project, namespace: project });
    return containers.map(({ reason }) => reason?.code);
  }

  it("goes on for what an interrupted update has written, where that is asked for", async () => {
    const project = newProject();
    const manifests = [namespace(project), deployment(project, { image: "registry.invalid/web:1" })];
    assert.equal((await deployments.up(project, manifests)).outcome, "succeeded");
    assert.equal((await deployments.up(project, manifests, {}, { wait: {} })).outcome, "unchanged");
    const settled = await deployments.up(project, manifests, {}, { wait: { deadline: 1_000 }, settle: true });
    assert.equal(settled.outcome, "not-ready");
    assert.equal(deployments.starts, 0);
  });

  it("ends when all are ready, and tells how far they were on the way", async () => {
    const project = newProject();
    const web = deployment(project, {}, 3);
    const result = deployments.up(project, [namespace(project), paused(web)], {}, { wait: {} });
    await until("the first step is told", () => steps().length > 0);
    assert.equal(steps()[0]?.state, "starting");
    await goOnWith(web);
    assert.equal((await result).outcome, "succeeded");
    const ready = { path: `${project}/web`, container: "web", ready: 3, desired: 3, state: "ready" };
    assert.deepEqual(steps().at(-1), ready);
  });

  it("says what the registry said of an image", async () => {
    const project = newProject();
    const image = "registry.invalid/shop/web:1";
    const web = deployment(project, { image });
    const [reason] = await reasonsAtDeadline("image-pull", project, [namespace(project), web]);
    assert.equal(reason?.code, "image-pull");
    assert.match(reason.message, new RegExp(`^${project}/web image "${image}" cannot be pulled: .*no such host`));
  });

  it("says the exit code of what crashes, and does not wait for it to the end", async () => {
    const project = newProject();
    const [reason] = await reasonsOf(project, [namespace(project), deployment(project, { command: ["false"] })]);
    assert.equal(reason?.code, "crashed");
    assert.match(reason.message, /stopped with exit code 1, 3 restarts/);
  });

  it("lets the others get ready when one has failed, and blames that one alone", async () => {
    const project = newProject();
    const crash = deployment(project, { command: ["false"] }, 1, "crash");
    const web = deployment(project, {}, 3);
    const reasons = reasonsOf(project, [namespace(project), crash, paused(web)], 60 * 60_000);
    const hasCrashed = ({ path, reason }: Readiness) => path === `${project}/crash` && reason?.code === "crashed";
    const isTold = () => steps().some(hasCrashed) && steps().some(({ container }) => container === "web");
    await until("one has failed and the other is there", isTold);
    await goOnWith(web);
    assert.deepEqual(
      (await reasons).map(({ code }) => code),
      ["crashed"],
    );
    assert.match((await reasons)[0]?.message ?? "", new RegExp(`^${project}/crash `));
  });

  it("says when one container alone may take more than the claim holds", async () => {
    const project = newProject();
    const range = object(project, "v1", "LimitRange", "claim", {
      limits: [{ type: "Container", max: { memory: "1Gi" } }],
    });
    const web = deployment(project, { resources: { limits: { memory: "2Gi" }, requests: { memory: "10Mi" } } });
    const [reason] = await reasonsOf(project, [namespace(project), range, web]);
    assert.equal(reason?.code, "quota-exceeded");
    assert.match(
      reason.message,
      /the claim holds no more: maximum memory usage per Container is 1Gi, but limit is 2Gi/,
    );
  });

  it("says what a quota does not hold, and what is left of it", async () => {
    const project = newProject();
    const quota = object(project, "v1", "ResourceQuota", "claim", { hard: { "requests.cpu": "1" } });
    const web = deployment(project, { resources: { requests: { cpu: "600m" } } }, 2);
    const [reason] = await reasonsOf(project, [namespace(project), quota, web]);
    assert.equal(reason?.code, "quota-exceeded");
    assert.match(reason.message, /requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1/);
    const warning = deployments.events.flatMap((event) => (event.type === "plan" ? event.plan.notes : []));
    assert.deepEqual(
      warning.map(({ code, got }) => [code, got]),
      [["claim-exceeded", "1200m"]],
    );
  });

  it("says why no node can take it", async () => {
    const project = newProject();
    const web = deployment(project, { resources: { requests: { cpu: "5000" } } });
    const [reason] = await reasonsAtDeadline("unschedulable", project, [namespace(project), web]);
    assert.equal(reason?.code, "unschedulable");
    assert.match(reason.message, /no node can take it: .*Insufficient cpu/);
  });

  it("says what pod security forbids", async () => {
    const project = newProject();
    const restricted = namespace(project, { "pod-security.kubernetes.io/enforce": "restricted" });
    const [reason] = await reasonsOf(project, [
      restricted,
      deployment(project, { securityContext: { privileged: true } }),
    ]);
    assert.equal(reason?.code, "pod-security");
    assert.match(reason.message, /privileged/);
  });

  it("takes a job that has ended for what it is, with its reason when it failed", async () => {
    const project = newProject();
    const job = (name: string, command: string) =>
      object(project, "batch/v1", "Job", name, {
        backoffLimit: 0,
        template: { spec: { restartPolicy: "Never", containers: [{ name, image: "busybox", command: [command] }] } },
      });
    const result = await deployments.up(
      project,
      [namespace(project), job("good", "true"), job("bad", "false")],
      {},
      { wait: {} },
    );
    assert.equal(result.outcome, "succeeded");
    const status = () => projectStatus(client, { project, namespace: project });
    await until("both have ended", async () => (await status()).containers.every(({ state }) => state === "stopped"));
    const { containers } = await status();
    assert.deepEqual(
      containers.map(({ container, state, reason }) => [container, state, reason?.severity, reason?.code]),
      [
        ["bad", "stopped", "warning", "crashed"],
        ["good", "stopped", undefined, undefined],
      ],
    );
  });

  it("shows the status of now, and every change of it", async () => {
    const project = newProject();
    const watched = { project, namespace: project };
    assert.deepEqual(await projectStatus(client, watched), {
      zone: client.zone,
      project,
      namespace: project,
      exists: false,
      revision: 0,
      containers: [],
      addresses: [],
    });
    await deployments.up(project, [namespace(project), deployment(project, {})], {}, { wait: {} });
    const ended = new AbortController();
    const ready: number[] = [];
    for await (const { containers, revision } of watchStatus(client, watched, ended.signal)) {
      if (ready.length === 0) await deployments.up(project, [namespace(project), deployment(project, {}, 2)], {});
      ready.push(containers[0]?.ready ?? 0);
      if (revision === 2 && containers[0]?.ready === 2) ended.abort();
    }
    assert.equal(ready[0], 1);
    assert.equal(ready.at(-1), 2);
  });
});
