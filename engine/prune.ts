import { stageOf } from "../stacks/stages.ts";
import { kindsOf, writeBookkeeping } from "./bookkeeping.ts";
import { clearedJobs, sameJobs } from "./cleared-jobs.ts";
import type { PreparedUpdate } from "./plan.ts";
import type { ZoneClient } from "./zone-client.ts";
import type { ZoneReport } from "./zone-report.ts";
import type { PlanWriter } from "./zone-writer.ts";

/** Deletes what the plan deletes and Pulumi's state did not know, a stage at a time, the last stage first. */
export async function prune(
  { live }: PreparedUpdate,
  writer: PlanWriter,
  report: ZoneReport,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const stages = Map.groupBy(writer.leftToDelete, ({ id }) => stageOf(live.objects.get(id)!));
  for (const changes of stages.values()) {
    const deletions = changes.map(async ({ id }) => {
      report.object({ id, state: "started" });
      await writer.delete(id, signal);
      report.object({ id, state: "done" });
    });
    await Promise.all(deletions);
  }
}

/** Everything that may be there while the update runs. */
export function kindsWritten({ plan, live }: PreparedUpdate): Set<string> {
  return new Set([
    ...kindsOf(plan.manifests),
    ...kindsOf([...live.objects.values()]),
    ...(live.bookkeeping.kinds ?? []),
  ]);
}

/**
 * After everything has been written and pruned: kinds that only earlier trees had need not be looked at again, and jobs
 * that have been started need not be started again when they are gone.
 */
export async function noteWhatIsLeft(client: ZoneClient, prepared: PreparedUpdate): Promise<void> {
  const { plan, live } = prepared;
  const kinds = kindsOf(plan.manifests);
  const jobs = clearedJobs(plan.manifests);
  if (kindsWritten(prepared).size === kinds.size && sameJobs(jobs, live.bookkeeping.jobs)) return;
  const namespace = await client.get(`/Namespace//${plan.namespace}`);
  if (!namespace) return;
  await writeBookkeeping(client, namespace, { kinds, revision: live.bookkeeping.revision + 1, jobs });
}
