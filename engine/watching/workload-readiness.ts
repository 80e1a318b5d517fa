import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { ANNOTATION, LABEL } from "../../constructs/manifest.ts";
import { creationReason, podReason } from "../pod-reasons.ts";
import type { Readiness } from "../update-events.ts";
import type { LiveObject } from "../zone-client.ts";
import type { ObservedObjects } from "./observed-objects.ts";
import { awaited, crashedContainer, isReady, type Pod } from "./pod.ts";
import { scalingDetail } from "./scaling-detail.ts";
import { type WorkloadProgress, workloadProgress } from "./workload-progress.ts";

/** Last lines of the log of a pod's container that stopped; empty while they are not known. */
export type CrashLog = (pod: Pod) => readonly string[];

/** How far a workload is, and why it is no further. */
export function workloadReadiness(workload: LiveObject, observed: ObservedObjects, crashLog: CrashLog): Readiness {
  const progress = workloadProgress(workload);
  const { ready, desired, complete, stopped, succeeded } = progress;
  const detail =
    (complete ? undefined : waitingDetail(workload, observed)) ??
    progress.detail ??
    scalingDetail(progress, observed.autoscalerOf(workload));
  const reason = complete && !stopped ? undefined : reasonOf(workload, progress, observed, crashLog);
  const ended = succeeded ? "done" : "stopped";
  const state = stopped ? ended : complete ? "ready" : reason ? "failing" : "starting";
  return { ...nameOf(workload), ready, desired, state, ...(detail && { detail }), ...(reason && { reason }) };
}

function waitingDetail(workload: LiveObject, observed: ObservedObjects): string | undefined {
  const host = observed.podsOf(workload).map(awaited).find(Boolean);
  return host && `waits for ${host}`;
}

function reasonOf(
  workload: LiveObject,
  { failure, failed, stopped }: WorkloadProgress,
  observed: ObservedObjects,
  crashLog: CrashLog,
): Diagnostic | undefined {
  const pods = observed.podsOf(workload).filter((pod) => !isReady(pod));
  for (const pod of pods) {
    const found = podReason(pod, { events: observed.eventsOf(pod), log: crashedContainer(pod) ? crashLog(pod) : [] });
    // What is not restarted has a right to stop; that it did is worth a word all the same.
    if (found) return stopped ? { ...found, severity: "warning" } : failed ? jobFailed(found) : found;
  }
  if (failed) return jobFailed({ severity: "error", code: "job-failed", message: failure ?? "" });
  if (stopped) return failure ? { severity: "warning", code: "stopped", message: failure } : undefined;
  const refused = failure ?? observed.eventsOf(workload).find(({ reason }) => reason === "FailedCreate")?.message;
  return refused ? creationReason(refused) : undefined;
}

function jobFailed(reason: Diagnostic): Diagnostic {
  return { ...reason, code: "job-failed", message: `has failed: ${reason.message}` };
}

/** The container that the workload runs, by its label; the object itself when a person made it. */
function nameOf({ metadata, kind }: LiveObject): { path: string; container: string } {
  const container = metadata.labels?.[LABEL.container] ?? metadata.name;
  const path = metadata.annotations?.[ANNOTATION.path] ?? `${kind}/${metadata.name}`;
  const steps = path.split("/");
  const end = steps.indexOf(container);
  return { container, path: end < 0 ? path : steps.slice(0, end + 1).join("/") };
}
