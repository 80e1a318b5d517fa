import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { Transport } from "../../engine/kubernetes/transport.ts";
import { type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import { until } from "../support/until.ts";
import { type Loose, wordsInZone } from "./vocabulary-zone.ts";

describe("numbers of pods in a zone", function () {
  this.timeout(600_000);
  const { reached, newProject, manifestsOf, settle, unchanged, list, standing } = wordsInZone();
  let client: ZoneClient;
  let transport: Transport;
  before(() => {
    ({ client, transport } = reached());
  });

  describe("an autoscaler", () => {
    const project = newProject();
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
      await until("the fifth pod is gone", async () => (await list("/Pod", project)).length === 4);
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
});
