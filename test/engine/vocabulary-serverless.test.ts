import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Manifest } from "../../constructs/manifest.ts";
import type { Transport } from "../../engine/kubernetes/transport.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Zone } from "../../engine/zone.ts";
import type { LiveObject, ZoneClient } from "../../engine/zone-client.ts";
import { until } from "../support/until.ts";
import type { TestDeployments } from "./deploy-request.ts";
import { type Loose, wordsInZone } from "./vocabulary-zone.ts";

describe("serverless containers and schedules in a zone", function () {
  this.timeout(600_000);
  const { reached, newProject, manifestsOf, unchanged, standing } = wordsInZone();
  let zone: Zone;
  let client: ZoneClient;
  let transport: Transport;
  let deployments: TestDeployments;
  before(() => {
    ({ zone, client, transport, deployments } = reached());
  });

  describe("with Knative and KEDA", () => {
    const capabilities = ["serving.knative.dev", "keda.sh"];
    const project = newProject();

    before(async () => {
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
        await client.delete(`apiextensions.k8s.io/CustomResourceDefinition//${name}`, { wait: true });
      }
      await until("they are served no more", async () => !(await connectZone(zone).then(served)).some(Boolean));
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
