import assert from "node:assert/strict";
import { ObservedObjects } from "../../engine/watching/observed-objects.ts";
import { workloadReadiness } from "../../engine/watching/workload-readiness.ts";
import type { LiveObject } from "../../engine/zone-client.ts";

type Fields = Readonly<Record<string, unknown>>;

function object(kind: string, spec: Fields, status: Fields = {}, labels: Record<string, string> = {}): LiveObject {
  const metadata = { name: "app", uid: kind, generation: 1, labels: { "espalier.dev/container": "app", ...labels } };
  return { apiVersion: "v1", kind, metadata, spec, status: { observedGeneration: 1, ...status } };
}

/** How a workload stands, with what else was seen. */
function stands(workload: LiveObject, ...others: LiveObject[]) {
  const observed = new ObservedObjects();
  for (const each of others) observed.observe({ type: "ADDED", object: each });
  const { state, ready, desired, detail, reason } = workloadReadiness(workload, observed, () => []);
  return { state, numbers: `${ready}/${desired}`, detail, code: reason?.code };
}

const SELECTOR = { selector: { matchLabels: { "espalier.dev/container": "app" } } };
const JOB = { "espalier.dev/workload": "job" };
const failed = [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "too often" }];

describe("how a workload stands", () => {
  it("is told of stateful sets and daemon sets by those that are up to date", () => {
    const set = object("StatefulSet", { replicas: 3 }, { updatedReplicas: 2, readyReplicas: 3 });
    assert.deepEqual(stands(set), { state: "starting", numbers: "2/3", detail: undefined, code: undefined });
    const status = { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 };
    assert.equal(stands(object("DaemonSet", {}, status)).state, "ready");
  });

  it("is told of jobs by what is done, and counts them as ready as soon as they run", () => {
    const spec = { completions: 4, parallelism: 2 };
    assert.deepEqual(stands(object("Job", spec, { ready: 1, succeeded: 1 }, JOB)), {
      state: "ready",
      numbers: "2/2",
      detail: "1 of 4 done",
      code: undefined,
    });
    const complete = { succeeded: 4, conditions: [{ type: "Complete", status: "True" }] };
    assert.deepEqual(
      [stands(object("Job", spec, complete, JOB))].map(({ state, detail }) => [state, detail]),
      [["done", "4 of 4 done"]],
    );
    assert.equal(stands(object("Job", { suspend: true }, {}, JOB)).detail, "suspended");
  });

  it("is a failure when a job has failed, and none when a self-managed container has", () => {
    const job = stands(object("Job", SELECTOR, { conditions: failed }, JOB));
    assert.deepEqual([job.state, job.code], ["failing", "job-failed"]);
    const own = stands(object("Job", SELECTOR, { conditions: failed }));
    assert.deepEqual([own.state, own.code], ["stopped", "stopped"]);
  });

  it("is told of jobs at set times by when they run", () => {
    const cron = { schedule: "0 3 * * *", timeZone: "Europe/Sofia" };
    assert.equal(stands(object("CronJob", cron)).detail, "at 0 3 * * * Europe/Sofia, not run yet");
    const last = { lastScheduleTime: "2026-01-02T03:00:00Z" };
    assert.equal(
      stands(object("CronJob", { schedule: "@daily" }, last)).detail,
      "at @daily, last 2026-01-02T03:00:00Z",
    );
    assert.equal(stands(object("CronJob", cron, { active: [{}] })).detail?.endsWith("runs now"), true);
    assert.equal(stands(object("CronJob", { ...cron, suspend: true })).state, "stopped");
  });

  it("is what an autoscaler does, or why it does nothing", () => {
    const deployment = object("Deployment", { replicas: 2 }, { updatedReplicas: 2, availableReplicas: 2, replicas: 2 });
    const target = { scaleTargetRef: { kind: "Deployment", name: "app" }, maxReplicas: 9 };
    assert.equal(stands(deployment, object("HorizontalPodAutoscaler", target)).detail, "2 of 2, scales to 9");
    const conditions = [{ type: "ScalingActive", status: "False", reason: "FailedGet", message: "no metrics" }];
    const blind = object("HorizontalPodAutoscaler", target, { conditions });
    assert.equal(stands(deployment, blind).detail, "2 of 2, does not scale: no metrics");
  });

  it("is whom it waits for before it starts", () => {
    const deployment = object("Deployment", { replicas: 1, ...SELECTOR });
    const status = { initContainerStatuses: [{ name: "wait-for-my-db", state: { running: {} } }] };
    assert.deepEqual(stands(deployment, object("Pod", {}, status)), {
      state: "starting",
      numbers: "0/1",
      detail: "waits for my-db",
      code: undefined,
    });
  });

  it("is what Knative says of a serverless container", () => {
    const ready = (status: string, message?: string) => ({ conditions: [{ type: "Ready", status, message }] });
    const service = (status: Fields) => ({ ...object("Service", {}, status), apiVersion: "serving.knative.dev/v1" });
    assert.equal(stands(service({})).state, "starting");
    assert.equal(stands(service(ready("Unknown"))).state, "starting");
    assert.deepEqual(
      [stands(service(ready("False", "no image")))].map(({ state, code }) => [state, code]),
      [["failing", "not-created"]],
    );
    assert.equal(stands(service(ready("True"))).detail, "answers requests");
  });
});
