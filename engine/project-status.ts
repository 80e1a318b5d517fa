import { publicAddresses } from "./addresses.ts";
import { projectSelector, readBookkeeping } from "./bookkeeping.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import { isOwn } from "./live-state.ts";
import type { Readiness } from "./update-events.ts";
import { NamespaceWatch, type WatchedProject } from "./watching/namespace-watch.ts";
import type { ZoneClient } from "./zone-client.ts";

/** What a zone says of a project. */
export interface ProjectStatus {
  readonly zone: string;
  readonly project: string;
  readonly namespace: string;
  /** Whether the project is deployed there. */
  readonly exists: boolean;
  readonly revision: number;
  readonly containers: readonly Readiness[];
  readonly addresses: readonly string[];
}

/** The state of now. */
export async function projectStatus(client: ZoneClient, watched: WatchedProject): Promise<ProjectStatus> {
  const watch = new NamespaceWatch(client, watched);
  const [facts] = await Promise.all([projectFacts(client, watched), watch.refresh()]);
  return { ...facts, containers: watch.readiness() };
}

/** The state of now, and again whenever it changes, until the signal fires. Throws when the zone stays away. */
export async function* watchStatus(
  client: ZoneClient,
  watched: WatchedProject,
  signal: AbortSignal,
): AsyncGenerator<ProjectStatus> {
  let changed = nextChange();
  const watch = new NamespaceWatch(client, watched, () => changed.resolve());
  const end = () => {
    watch.end();
    changed.resolve();
  };
  signal.addEventListener("abort", end);
  const followed = watch.follow();
  followed.catch((error) => changed.reject(error));
  let last = "";
  try {
    await watch.refresh();
    while (!signal.aborted) {
      const status = { ...(await projectFacts(client, watched)), containers: watch.readiness() };
      if (JSON.stringify(status) !== last) yield status;
      last = JSON.stringify(status);
      await changed.promise;
      changed = nextChange();
    }
  } finally {
    signal.removeEventListener("abort", end);
    watch.end();
  }
}

/** That the zone stays away may be known while nobody waits for a change, and must not end this process. */
function nextChange(): PromiseWithResolvers<void> {
  const change = Promise.withResolvers<void>();
  change.promise.catch(() => undefined);
  return change;
}

async function projectFacts(client: ZoneClient, { project, namespace }: WatchedProject) {
  const addressed = ["networking.k8s.io/Ingress", "/Service"].map(builtInKind);
  const labelSelector = projectSelector(project);
  const [found, ...lists] = await Promise.all([
    client.get(`/Namespace//${namespace}`),
    ...addressed.map((kind) => client.list(kind, { namespace, labelSelector })),
  ]);
  const exists = found !== undefined && isOwn(project, found) && found.metadata.deletionTimestamp === undefined;
  const addresses = publicAddresses(lists.flatMap(({ items }) => items));
  return { zone: client.zone, project, namespace, exists, revision: readBookkeeping(found).revision, addresses };
}
