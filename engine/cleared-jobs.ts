import type { Manifest } from "../constructs/manifest.ts";
import { kindKey } from "./kubernetes/object-path.ts";
import { manifestHash } from "./planning/applied-hash.ts";

/** Hashes of jobs that were started and are cleared away some time after their end, by name. */
export type ClearedJobs = ReadonlyMap<string, string>;

/** Jobs that the cluster itself deletes after their end: that they are gone is no reason to run them again. */
export function clearedJobs(manifests: readonly Manifest[]): ClearedJobs {
  return new Map(manifests.filter(isCleared).map((manifest) => [manifest.metadata.name, manifestHash(manifest)]));
}

/** Whether an object that is not there is a job that has run just as it is wanted. */
export function hasRun(manifest: Manifest, jobs: ClearedJobs): boolean {
  return isCleared(manifest) && jobs.get(manifest.metadata.name) === manifestHash(manifest);
}

export function formatClearedJobs(jobs: ClearedJobs): string {
  return [...jobs].map(([name, hash]) => `${name}=${hash}`).join();
}

export function parseClearedJobs(text: string | undefined): ClearedJobs {
  const entries = (text ?? "").split(",").map((entry) => entry.split("="));
  return new Map(entries.flatMap(([name, hash]) => (name && hash ? [[name, hash]] : [])));
}

export function sameJobs(one: ClearedJobs, other: ClearedJobs): boolean {
  return one.size === other.size && [...one].every(([name, hash]) => other.get(name) === hash);
}

function isCleared(manifest: Manifest): boolean {
  const { ttlSecondsAfterFinished } = (manifest.spec ?? {}) as { readonly ttlSecondsAfterFinished?: number };
  return kindKey(manifest) === "batch/Job" && ttlSecondsAfterFinished !== undefined;
}
