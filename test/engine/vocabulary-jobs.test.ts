import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { Manifest } from "../../constructs/manifest.ts";
import type { Transport } from "../../engine/kubernetes/transport.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { until } from "../support/until.ts";
import type { TestDeployments } from "./deploy-request.ts";
import { WAIT, wordsInZone } from "./vocabulary-zone.ts";

describe("jobs in a zone", function () {
  this.timeout(600_000);
  const { reached, newProject, manifestsOf, settle, unchanged, planned, list, standing } = wordsInZone();
  let client: ZoneClient;
  let transport: Transport;
  let deployments: TestDeployments;
  before(() => {
    ({ client, transport, deployments } = reached());
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
      const again = await deployments.up(project, job("nginx:1.29"), {}, { wait: WAIT });
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
        { wait: WAIT },
      );
      assert.equal(result.outcome, "not-ready");
      assert.equal(result.errors[0]?.code, "job-failed");
      assert.match(result.errors[0]?.message ?? "", /migrate has failed: stopped with exit code 1/);
    });

    it("that is cleared away after its end is not started again", async () => {
      const project = newProject();
      const job = (image: string) =>
        manifestsOf(project, [{ name: "once", image, options: { workload: { kind: "job", keep: 0 } } }]);
      const first = job("nginx:1.28").map(held);
      const live = () => client.get(`batch/Job/${project}/once`);
      const result = await deployments.up(project, first);
      assert.equal(result.outcome, "succeeded");
      await until("it is on its way out", async () => (await live())?.metadata.deletionTimestamp !== undefined);
      await unchanged(project, first);
      await transport.json({
        method: "PATCH",
        path: `/apis/batch/v1/namespaces/${project}/jobs/once`,
        body: { metadata: { finalizers: null } },
        contentType: "application/merge-patch+json",
        what: "let it go",
      });
      await until("it is gone", async () => (await live()) === undefined);
      await unchanged(project, first);
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
});

/** A job that stays on its way out until a test lets it go. */
function held(manifest: Manifest): Manifest {
  if (manifest.kind !== "Job") return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, finalizers: ["example.com/held"] } as Manifest["metadata"] };
}
