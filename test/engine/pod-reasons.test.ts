import assert from "node:assert/strict";
import { creationReason, podReason } from "../../engine/pod-reasons.ts";
import type { ContainerStatus, Pod, ZoneEvent } from "../../engine/watching/pod.ts";

const pod = (status: object): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web-1" },
  status: { ...status },
});
const withContainer = (status: Partial<ContainerStatus>) =>
  pod({ phase: "Running", containerStatuses: [{ name: "web", image: "shop/web:1", ready: false, ...status }] });
const event = (reason: string, message: string): ZoneEvent => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name: reason },
  reason,
  message,
});
const reasonOf = (found: Pod, events: ZoneEvent[] = [], log: string[] = []) => {
  const reason = podReason(found, { events, log });
  return reason && [reason.code, reason.message, ...(reason.got === undefined ? [] : [reason.got])];
};

/** Statuses as kubelets write them; simulated nodes write but some of them. */
describe("the reason why a pod is not ready", () => {
  it("is none while it just starts", () => {
    assert.equal(reasonOf(pod({ phase: "Pending" })), undefined);
    assert.equal(reasonOf(withContainer({ state: { waiting: { reason: "ContainerCreating" } } })), undefined);
    assert.equal(reasonOf(withContainer({ state: { running: {} } })), undefined);
  });

  it("is what the scheduler says, with what helps against just that", () => {
    const helps = (message: string) => {
      const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
      const reason = podReason(pod({ phase: "Pending", conditions }), { events: [], log: [] });
      assert.equal(reason?.code, "unschedulable");
      return reason.fix ?? "";
    };
    assert.match(helps("0/3 nodes are available: 3 Insufficient cpu."), /less cpu or memory/);
    assert.match(
      helps("0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints"),
      /"required"/,
    );
    assert.match(helps("0/3 nodes are available: 3 node(s) had volume node affinity conflict."), /volume/);
    assert.equal(helps("0/3 nodes are available: 3 node(s) had untolerated taint(s)."), "add nodes to the zone");
  });

  it("is the answer of the registry, which may stand in the status or in an event", () => {
    const pulling = withContainer({ state: { waiting: { reason: "ErrImagePull", message: "not found" } } });
    assert.deepEqual(reasonOf(pulling), ["image-pull", 'image "shop/web:1" cannot be pulled: not found']);
    const waiting = { reason: "ImagePullBackOff", message: 'Back-off pulling image "shop/web:1"' };
    const events = [event("Failed", "Failed to pull image: 401 Unauthorized"), event("BackOff", "…")];
    assert.deepEqual(reasonOf(withContainer({ state: { waiting } }), events), [
      "image-pull",
      'image "shop/web:1" cannot be pulled: Failed to pull image: 401 Unauthorized',
    ]);
    const name = withContainer({ state: { waiting: { reason: "InvalidImageName", message: "couldn't parse" } } });
    assert.equal(reasonOf(name)?.[0], "image-name");
  });

  it("is the exit code or the signal, with the last lines of the log", () => {
    const terminated = (exitCode: number, reason = "Error") => ({ exitCode, reason });
    const looping = (exitCode: number, reason?: string) =>
      withContainer({
        restartCount: 2,
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: terminated(exitCode, reason) },
      });
    assert.deepEqual(reasonOf(looping(1), [], ["cannot connect", "bye"]), [
      "crashed",
      "stopped with exit code 1, 2 restarts",
      "cannot connect\nbye",
    ]);
    assert.equal(reasonOf(looping(139))?.[1], "stopped with exit code 139 (SIGSEGV), 2 restarts");
    assert.deepEqual(reasonOf(looping(137, "OOMKilled")), [
      "out-of-memory",
      "ran out of memory and was killed, 2 restarts",
    ]);
    assert.equal(reasonOf(looping(0))?.[0], "stopped");
    assert.equal(reasonOf(withContainer({ state: { terminated: terminated(2) } }))?.[1], "stopped with exit code 2");
  });

  it("is a health check that fails, a volume that is missing, an eviction", () => {
    const running = withContainer({ state: { running: {} } });
    const unhealthy = event("Unhealthy", "Readiness probe failed: connection refused");
    assert.equal(reasonOf(running, [unhealthy])?.[0], "unhealthy");
    assert.equal(reasonOf(pod({ phase: "Pending" }), [event("FailedMount", "no such volume")])?.[0], "volume-pending");
    const message = "pod has unbound immediate PersistentVolumeClaims";
    const unscheduled = pod({ phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", message }] });
    assert.equal(reasonOf(unscheduled)?.[0], "volume-pending");
    assert.deepEqual(reasonOf(pod({ phase: "Failed", reason: "Evicted", message: "low on memory" })), [
      "stopped",
      "was stopped: Evicted: low on memory",
    ]);
  });

  it("is bounded, however much is said", () => {
    assert.ok(
      (podReason(withContainer({ state: { waiting: { reason: "ErrImagePull", message: "x".repeat(1e6) } } }), {
        events: [],
        log: [],
      })?.message.length ?? 0) <= 2_000,
    );
  });

  it("tells apart why pods cannot be created", () => {
    const quota = 'pods "web-1" is forbidden: exceeded quota: claim, requested: pods=1, used: pods=5, limited: pods=5';
    assert.equal(
      creationReason(quota).message,
      "the claim holds no more: requested: pods=1, used: pods=5, limited: pods=5",
    );
    assert.equal(
      creationReason('pods "x" is forbidden: violates PodSecurity "restricted:latest": …').code,
      "pod-security",
    );
    assert.equal(creationReason("serviceaccount not found").code, "not-created");
  });
});
