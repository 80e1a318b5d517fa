import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import type { Project } from "../project.ts";
import { isSelfManaged, workloadOf } from "../workload-kind.ts";
import { podTemplate } from "./pod.ts";

const RETRIES = 3;
const HISTORY = 3;
const START_DEADLINE = 300;

export function jobSpec(parts: ContainerParts, project: Project): k8s.JobSpec {
  return isSelfManaged(parts.spec) ? selfManagedSpec(parts, project) : runSpec(parts, project);
}

/** A job at set times. The time zone is written out, since without it the cluster's own would hold. */
export function cronJobSpec(parts: ContainerParts, project: Project): k8s.CronJobSpec {
  const { schedule = "", timeZone = "Etc/UTC", overlap = "forbid", ...workload } = workloadOf(parts.spec);
  const { startDeadline = START_DEADLINE, history = HISTORY, suspended } = workload;
  return {
    schedule,
    timeZone,
    concurrencyPolicy: { allow: "Allow", forbid: "Forbid", replace: "Replace" }[overlap],
    startingDeadlineSeconds: startDeadline,
    successfulJobsHistoryLimit: history,
    failedJobsHistoryLimit: history,
    ...(suspended && { suspend: true }),
    jobTemplate: { metadata: { labels: parts.workloadLabels }, spec: runSpec(parts, project) },
  };
}

/**
 * A self-managed container: if it stops, it stops. Several of them stop on their own: in a plain Job the first that fails
 * ends the others (Kubernetes, "Backoff limit per index").
 */
function selfManagedSpec(parts: ContainerParts, project: Project): k8s.JobSpec {
  const { replicas } = parts;
  return {
    completions: replicas,
    parallelism: replicas,
    ...(replicas > 1 ? { completionMode: "Indexed", backoffLimitPerIndex: 0 } : { backoffLimit: 0 }),
    template: podTemplate(parts, project, "Never"),
  };
}

/** What is tried again is a new pod, so that the one that failed, and its log, stay to be looked at. */
function runSpec(parts: ContainerParts, project: Project): k8s.JobSpec {
  const { completions = 1, parallelism = 1, indexed, deadline, kind, ...workload } = workloadOf(parts.spec);
  const { retries = RETRIES, keep, suspended } = workload;
  const restartPolicy = parts.spec.options?.restart === "on-failure" ? "OnFailure" : "Never";
  return {
    completions,
    parallelism,
    ...(indexed && { completionMode: "Indexed" }),
    ...(indexed && restartPolicy === "Never" ? { backoffLimitPerIndex: retries } : { backoffLimit: retries }),
    ...(deadline !== undefined && { activeDeadlineSeconds: deadline }),
    ...(kind === "job" && keep !== undefined && { ttlSecondsAfterFinished: keep }),
    ...(kind === "job" && suspended && { suspend: true }),
    template: podTemplate(parts, project, restartPolicy),
  };
}
