import assert from "node:assert/strict";
import { type Manifest, objectId } from "../../constructs/manifest.ts";
import { projectSelector } from "../../engine/bookkeeping.ts";
import { deployProject } from "../../engine/deploy.ts";
import { formatPlan } from "../../engine/format-plan.ts";
import { BUILT_IN_KINDS } from "../../engine/kubernetes/built-in-kinds.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Plan } from "../../engine/plan-types.ts";
import type { LockZone } from "../../engine/update-request.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { changedManifests } from "./changed-manifests.ts";
import { TestDeployments } from "./deploy-request.ts";
import { TEST_KEY, treeOf } from "./fixture-project.ts";
import { richManifests } from "./rich-manifests.ts";
import { uniqueName, unreachableZone, zoneUnderTest } from "./zone-under-test.ts";

const CANARY = "hunter2-canary-3f9a";
const OTHER_CANARY = "somebody-wrote-this-7c1e";
const secrets = { password: CANARY };
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("deploying a project", () => {
  let zone: Zone;
  let client: ZoneClient;
  let deployments: TestDeployments;
  const projects: string[] = [];

  before(async () => {
    zone = await zoneUnderTest();
    client = await connectZone(zone);
    deployments = await TestDeployments.in(zone);
  });
  after(async () => {
    await Promise.all(projects.map((project) => client.delete(`/Namespace//${project}`)));
    await client.close();
    await deployments.end();
  });

  function newProject(prefix: string): string {
    const project = uniqueName(prefix);
    projects.push(project);
    return project;
  }

  it("creates what is not there, then has nothing to do: no process, no write", async () => {
    const project = newProject("new");
    const first = await deployments.up(project, richManifests(project), secrets);
    assert.deepEqual(first.errors, []);
    assert.equal(first.outcome, "succeeded");
    assert.equal(first.created, richManifests(project).length);
    assert.equal(first.revision, 1);
    assert.deepEqual(first.addresses, ["https://a.example"]);
    const second = await deployments.up(project, richManifests(project), secrets);
    assert.equal(second.outcome, "unchanged");
    assert.equal(second.unchanged, richManifests(project).length);
    assert.deepEqual([deployments.writes, deployments.starts], [[], 0]);
  });

  it("holds the lock it is given until the update has ended, for deploying and for destroying", async () => {
    const project = newProject("lock");
    const held: string[] = [];
    const lock: LockZone = async (name, { context }) => {
      held.push(`take ${name} ${context.name}, ${deployments.writes.length} writes`);
      return { release: async () => void held.push(`release, ${deployments.writes.length > 0}`) };
    };
    await deployments.up(project, richManifests(project), secrets, { lock });
    await deployments.destroy(project, { lock });
    const taken = `take ${project} ${zone.context.name}, 0 writes`;
    assert.deepEqual(held, [taken, "release, true", taken, "release, true"]);
  });

  it("writes nothing when it does not get the lock", async () => {
    const project = newProject("locked");
    const lock: LockZone = async () => Promise.reject(new Error("the database has gone"));
    const result = await deployments.up(project, richManifests(project), secrets, { lock });
    assert.equal(result.outcome, "failed");
    assert.match(result.errors[0]?.message ?? "", /the database has gone/);
    assert.deepEqual(deployments.writes, []);
  });

  it("admits nothing into a namespace before its quota counts", async () => {
    const project = newProject("order");
    await deployments.up(project, richManifests(project), secrets);
    const states = deployments.events.flatMap((event) =>
      event.type === "object" ? [`${event.state} ${event.id}`] : [],
    );
    const quota = states.indexOf(`done /ResourceQuota/${project}/quota`);
    const first = states.indexOf(`started apps/Deployment/${project}/web`);
    assert.ok(quota >= 0 && first > quota, states.join("\n"));
  });

  it("updates, replaces, deletes and creates what was edited, and nothing else", async () => {
    const project = newProject("edit");
    await deployments.up(project, richManifests(project), secrets);
    const result = await deployments.up(project, changedManifests(project), secrets);
    const { outcome, created, updated, replaced, deleted, revision } = result;
    assert.deepEqual(
      { outcome, created, updated, replaced, deleted, revision },
      { outcome: "succeeded", created: 1, updated: 1, replaced: 1, deleted: 2, revision: 2 },
    );
    assert.equal((await deployments.up(project, changedManifests(project), secrets)).outcome, "unchanged");
    const untouched = await client.get(`apps/Deployment/${project}/web`);
    assert.equal(untouched?.metadata.labels?.["espalier.dev/revision"], "1");
    const settings = await client.get(`/ConfigMap/${project}/settings`);
    assert.equal(settings?.metadata.labels?.["espalier.dev/revision"], "2");
  });

  it("restarts only the users of a secret that changed", async () => {
    const project = newProject("secret");
    await deployments.up(project, richManifests(project), secrets);
    await deployments.up(project, richManifests(project), { password: `${CANARY}-2` });
    const plan = planOf(deployments);
    assert.deepEqual(
      plan.changes.map(({ id, restarts }) => [id, restarts]),
      [
        [`/Secret/${project}/credentials`, false],
        [`apps/Deployment/${project}/web`, true],
      ],
    );
    const live = await client.get(`/Secret/${project}/credentials`);
    const password = (live!.data as { PASSWORD: string }).PASSWORD;
    assert.equal(Buffer.from(password, "base64").toString(), `${CANARY}-2`);
  });

  it("shows no secret, neither the project's nor a live one, in any plan, event or error", async () => {
    const project = newProject("canary");
    const refused = richManifests(project).map((manifest) =>
      manifest.kind === "Secret" ? { ...manifest, type: "kubernetes.io/tls" } : manifest,
    );
    const said: unknown[] = [];
    const up = async (manifests: readonly Manifest[], password: string) => {
      said.push(await deployments.up(project, manifests, { password }), ...deployments.events);
      said.push(formatPlan(planOf(deployments)));
    };
    await up(refused, CANARY);
    await up(richManifests(project), CANARY);
    const byHand = { apiVersion: "v1", kind: "Secret", metadata: { name: "credentials", namespace: project } };
    await client.apply({ ...byHand, data: { PASSWORD: base64(OTHER_CANARY) } }, { fieldManager: "kubectl" });
    await up(richManifests(project), CANARY);
    await up(changedManifests(project), `${CANARY}-2`);
    const text = JSON.stringify(said);
    for (const value of [CANARY, OTHER_CANARY]) assert.ok(!text.includes(value) && !text.includes(base64(value)));
    assert.match(text, /"zone-invalid"/);
    assert.match(
      text,
      /data\.PASSWORD.*⟦secret:password#[0-9a-f]{16}⟧ → ⟦secret:password#[0-9a-f]{16}⟧|"from":"⟦secret:password#/u,
    );
  });

  it("mends what somebody changed or deleted by hand", async () => {
    const project = newProject("drift");
    await deployments.up(project, richManifests(project), secrets);
    const service = richManifests(project).find(({ kind, metadata }) => kind === "Service" && metadata.name === "web")!;
    const spec = { ...(service.spec as object), selector: { app: "somebody-else" } };
    await client.apply({ ...service, spec }, { fieldManager: "kubectl" });
    await client.delete(`/ConfigMap/${project}/settings`, { wait: true });
    const result = await deployments.up(project, richManifests(project), secrets);
    assert.deepEqual([result.outcome, result.created, result.updated], ["succeeded", 1, 1]);
    assert.equal((await deployments.up(project, richManifests(project), secrets)).outcome, "unchanged");
  });

  it("adopts what is labelled and prunes the rest when Pulumi's state is lost", async () => {
    const project = newProject("lost");
    await deployments.up(project, richManifests(project), secrets);
    await deployments.losePulumiState();
    const result = await deployments.up(project, changedManifests(project), secrets);
    assert.deepEqual(result.errors, []);
    const { created, updated, replaced, deleted } = result;
    assert.deepEqual({ created, updated, replaced, deleted }, { created: 1, updated: 1, replaced: 1, deleted: 2 });
    const written = deployments.writes.filter((write) => write.startsWith("apply"));
    assert.ok(written.length < 8, `wrote what was unchanged: ${written.join(", ")}`);
    assert.deepEqual(await everything(project), changedManifests(project).map(objectId).sort());
  });

  it("changes the way in which pods are replaced, there and back", async () => {
    const project = newProject("rollout");
    const [namespace] = richManifests(project);
    const web = richManifests(project).find(({ kind }) => kind === "Deployment")!;
    const { strategy: _before, ...spec } = web.spec as Record<string, unknown>;
    const manifests = (way?: object) => [namespace!, { ...web, spec: { ...spec, ...(way && { strategy: way }) } }];
    for (const way of [undefined, { type: "Recreate" }, { type: "RollingUpdate" }, { type: "Recreate" }, undefined]) {
      const result = await deployments.up(project, manifests(way), secrets);
      assert.deepEqual([result.outcome, result.errors], ["succeeded", []]);
      assert.equal((await deployments.up(project, manifests(way), secrets)).outcome, "unchanged");
    }
    const live = await client.get(`apps/Deployment/${project}/web`);
    assert.equal((live!.spec as { strategy: { type: string } }).strategy.type, "RollingUpdate");
  });

  it("writes definitions before their objects, and leaves neither behind", async () => {
    const project = newProject("thing");
    const [namespace] = richManifests(project);
    const { labels, annotations } = namespace!.metadata;
    const group = `${project}.example.com`;
    const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `things.${group}`, labels, annotations },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind: "Thing", plural: "things", singular: "thing", listKind: "ThingList" },
        versions: [{ name: "v1", served: true, storage: true, schema }],
      },
    };
    const metadata = { name: "one", namespace: project, labels, annotations };
    const thing = { apiVersion: `${group}/v1`, kind: "Thing", metadata, spec: { parts: [{ size: "1000m" }] } };
    const result = await deployments.up(project, [namespace!, definition, thing]);
    assert.deepEqual([result.outcome, result.errors], ["succeeded", []]);
    assert.equal((await deployments.up(project, [namespace!, definition, thing])).outcome, "unchanged");
    assert.equal((await deployments.destroy(project)).outcome, "succeeded");
    assert.deepEqual(await everything(project), []);
  });

  it("refuses a namespace that is not the project's, and says what to do", async () => {
    const project = newProject("foreign");
    await client.apply(
      { apiVersion: "v1", kind: "Namespace", metadata: { name: project } },
      { fieldManager: "somebody" },
    );
    const result = await deployments.up(project, richManifests(project), secrets);
    assert.equal(result.outcome, "failed");
    assert.deepEqual(
      result.errors.map(({ code }) => code),
      ["namespace-not-ours"],
    );
    assert.match(result.errors[0]!.fix!, new RegExp(`kubectl label namespace ${project} `));
    assert.deepEqual(deployments.writes, []);
    const destroyed = await deployments.destroy(project);
    assert.deepEqual([destroyed.outcome, destroyed.errors[0]?.code], ["failed", "namespace-not-ours"]);
  });

  it("refuses to take over objects that it did not make", async () => {
    const project = newProject("theirs");
    await deployments.up(project, richManifests(project).slice(0, 1));
    const theirs = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings", namespace: project },
      data: { a: "1" },
    };
    await client.apply(theirs, { fieldManager: "somebody" });
    const result = await deployments.up(project, richManifests(project), secrets);
    assert.deepEqual(
      result.errors.map(({ code }) => code),
      ["object-not-ours"],
    );
    assert.deepEqual((await client.get(`/ConfigMap/${project}/settings`))?.data, { a: "1" });
  });

  it("deploys into every zone that answers, and names the one that does not", async () => {
    const project = newProject("zones");
    const zones = [zone, await unreachableZone("varna")];
    const results = await deployProject({
      ...deployments.shared(),
      zones,
      key: TEST_KEY,
      wait: false,
      evaluate: async ({ context }) => ({
        zones: [],
        tree: treeOf(project, richManifests(project), context.name),
        secrets: new Map(Object.entries(secrets)),
      }),
    });
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ["succeeded", "failed"],
    );
    assert.match(results[1]!.errors[0]!.message, /^zone "varna" does not answer at https:\/\/127\.0\.0\.1:1 /);
  });

  it("is cancelled by its signal", async () => {
    const project = newProject("cancel");
    const cancel = new AbortController();
    const shared = deployments.shared();
    const onEvent = (event: Parameters<typeof shared.onEvent>[0]) => {
      if (event.type === "object") cancel.abort();
    };
    const result = await deployments.up(project, richManifests(project), secrets, {
      ...shared,
      onEvent,
      signal: cancel.signal,
    });
    assert.equal(result.outcome, "cancelled");
    assert.equal((await deployments.up(project, richManifests(project), secrets)).outcome, "succeeded");
  });

  it("destroys everything, also when Pulumi's state is lost, then says that there is nothing", async () => {
    for (const lost of [false, true]) {
      const project = newProject("end");
      await deployments.up(project, richManifests(project), secrets);
      if (lost) await deployments.losePulumiState();
      const result = await deployments.destroy(project);
      assert.deepEqual([result.outcome, result.deleted], ["succeeded", richManifests(project).length]);
      assert.deepEqual(await everything(project), []);
      assert.equal(await client.get(`/Namespace//${project}`), undefined);
      const again = await deployments.destroy(project);
      assert.deepEqual([again.outcome, deployments.starts, deployments.writes], ["unchanged", 0, []]);
    }
  });

  async function everything(project: string): Promise<string[]> {
    const kinds = [...BUILT_IN_KINDS.values()].filter(({ kind }) => kind !== "Event");
    const lists = kinds.map((kind) => client.list(kind, { labelSelector: projectSelector(project) }));
    const objects = (await Promise.all(lists)).flatMap(({ items }) => items);
    return objects
      .filter(({ metadata }) => !metadata.ownerReferences)
      .map((object) => objectId(object))
      .sort();
  }
});

function planOf({ events }: TestDeployments): Plan {
  const event = events.find(({ type }) => type === "plan");
  assert.ok(event?.type === "plan");
  return event.plan;
}
