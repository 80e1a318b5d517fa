import { LABEL, type Manifest } from "../constructs/manifest.ts";
import { projectSelector } from "./bookkeeping.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import type { WatchedProject } from "./watching/namespace-watch.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

/**
 * What became of asking for a restart. `job`: it runs once or by a timetable, so that there is nothing to restart ·
 * `stopped`: it is asked to run no replica · `absent`: nothing of it is in the zone
 */
export type RestartOutcome = "restarted" | "job" | "stopped" | "absent";

/** Kinds whose pods are replaced, in their own way of rolling out, when their template changes. */
const ROLLED_OUT = ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"] as const;
const RUN_ONCE = ["batch/Job", "batch/CronJob"] as const;

/** As `kubectl rollout restart` writes it, so that every tool tells of it. */
const ANNOTATION = "kubectl.kubernetes.io/restartedAt";
/** A manager of its own: what it owns is no difference to the definition, and stays when that is applied again. */
const FIELD_MANAGER = "espalier-restart";

/**
 * Replaces the pods of a container by new ones of the same kind, as a rollout would. Throws ZoneError.
 *
 * @param at when it was asked for; ISO 8601
 */
export async function restartContainer(
  client: ZoneClient,
  { project, namespace }: Pick<WatchedProject, "project" | "namespace">,
  container: string,
  at: string,
  signal?: AbortSignal,
): Promise<RestartOutcome> {
  const where = {
    namespace,
    labelSelector: `${projectSelector(project)},${LABEL.container}=${container}`,
    ...(signal && { signal }),
  };
  const [rolledOut, once] = await Promise.all(
    [ROLLED_OUT, RUN_ONCE].map(async (kinds) => {
      const lists = await Promise.all(kinds.map((kind) => client.list(builtInKind(kind), where)));
      return lists.flatMap(({ items }) => items).filter(({ metadata }) => !metadata.deletionTimestamp);
    }),
  );
  if (!rolledOut?.length) return once?.length ? "job" : "absent";
  const running = rolledOut.filter((workload) => replicasOf(workload) !== 0);
  if (running.length === 0) return "stopped";
  await Promise.all(
    running.map((workload) =>
      client.apply(restarting(workload, at), { fieldManager: FIELD_MANAGER, ...(signal && { signal }) }),
    ),
  );
  return "restarted";
}

function replicasOf({ spec }: LiveObject): unknown {
  return (spec as { readonly replicas?: unknown } | undefined)?.replicas;
}

/** With its uid: what is gone meanwhile, or another one, is not made or changed by this. */
function restarting({ apiVersion, kind, metadata }: LiveObject, at: string): Manifest {
  const { name, namespace, uid } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }), uid },
    spec: { template: { metadata: { annotations: { [ANNOTATION]: at } } } },
  } as Manifest;
}
