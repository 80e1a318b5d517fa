import { LABEL } from "../../constructs/manifest.ts";
import type { LiveObject } from "../zone-client.ts";
import { conditionsOf } from "./conditions.ts";
import type { WorkloadProgress } from "./workload-progress.ts";

interface JobSpec {
  readonly completions?: number;
  readonly parallelism?: number;
  readonly suspend?: boolean;
}

interface JobStatus {
  readonly ready?: number;
  readonly succeeded?: number;
  readonly failed?: number;
}

/**
 * A job counts as ready as soon as it runs: nobody waits for its end. One that has failed has stopped, which is what a
 * self-managed container may do; of a job it is a failure.
 */
export function jobProgress(job: LiveObject): WorkloadProgress {
  const { completions, parallelism = 1, suspend } = (job.spec ?? {}) as JobSpec;
  const { ready = 0, succeeded = 0 } = (job.status ?? {}) as JobStatus;
  const ended = conditionsOf(job).find(
    ({ type, status: holds }) => (type === "Complete" || type === "Failed") && holds === "True",
  );
  const failure = ended?.type === "Failed" ? `${ended.reason ?? "failed"}: ${ended.message ?? ""}` : undefined;
  const isJob = job.metadata.labels?.[LABEL.workload] !== undefined;
  const failed = failure !== undefined && isJob;
  const stopped = suspend === true || (ended !== undefined && !failed);
  const desired = Math.min(parallelism, completions ?? parallelism);
  const running = ready + succeeded;
  return {
    ready: ended ? 0 : running,
    desired: ended || suspend ? 0 : desired,
    complete: !failed && (stopped || running >= desired),
    stopped,
    ...(failure !== undefined && { failure }),
    ...(failed && { failed }),
    ...(isJob && ended?.type === "Complete" && { succeeded: true }),
    detail: suspend ? "suspended" : `${succeeded} of ${completions ?? parallelism} done`,
  };
}

interface CronJobSpec {
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly suspend?: boolean;
}

interface CronJobStatus {
  readonly active?: readonly unknown[];
  readonly lastScheduleTime?: string;
}

/** A job at set times is ready when the cluster knows it: it waits for its time. */
export function cronJobProgress(cronJob: LiveObject): WorkloadProgress {
  const { schedule = "", timeZone, suspend } = (cronJob.spec ?? {}) as CronJobSpec;
  const { active = [], lastScheduleTime } = (cronJob.status ?? {}) as CronJobStatus;
  const times = `at ${schedule}${timeZone && timeZone !== "Etc/UTC" ? ` ${timeZone}` : ""}`;
  const last = lastScheduleTime === undefined ? "not run yet" : `last ${lastScheduleTime}`;
  const now = suspend ? "suspended" : active.length > 0 ? "runs now" : last;
  return {
    ready: active.length,
    desired: active.length,
    complete: true,
    stopped: suspend === true && active.length === 0,
    detail: `${times}, ${now}`,
  };
}
