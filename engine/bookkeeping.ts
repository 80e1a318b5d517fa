import { LABEL, type Manifest } from "../constructs/manifest.ts";
import { type ClearedJobs, formatClearedJobs, parseClearedJobs } from "./cleared-jobs.ts";
import { kindKey } from "./kubernetes/object-path.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

/** Field manager of what Espalier notes on a project's namespace; not `espalier`, or applying the tree would remove it. */
const BOOKKEEPER = "espalier-bookkeeping";

const KINDS_ANNOTATION = "espalier.dev/kinds";
const REVISION_ANNOTATION = "espalier.dev/revision";
const JOBS_ANNOTATION = "espalier.dev/jobs";

/** What is noted on a project's namespace, so that a lost Pulumi state loses nothing. */
export interface Bookkeeping {
  /** `group/Kind` of everything that may have been written. Absent = nothing was noted. */
  readonly kinds?: ReadonlySet<string>;
  /** Number of the last update that changed something; 0 before the first. */
  readonly revision: number;
  /** Jobs that have been started and may be gone by now. */
  readonly jobs: ClearedJobs;
}

export function readBookkeeping(namespace: LiveObject | undefined): Bookkeeping {
  const annotations = namespace?.metadata.annotations ?? {};
  const { [KINDS_ANNOTATION]: kinds, [REVISION_ANNOTATION]: revision } = annotations;
  const number = Number(revision);
  return {
    ...(kinds !== undefined && { kinds: new Set(kinds.split(",").filter(Boolean)) }),
    revision: Number.isSafeInteger(number) && number > 0 ? number : 0,
    jobs: parseClearedJobs(annotations[JOBS_ANNOTATION]),
  };
}

/**
 * Notes kinds, revision and jobs. Written before the first object of an update and with the kinds of the updates before it:
 * whenever the update is killed, the next one knows where to look for what it left.
 */
export async function writeBookkeeping(client: ZoneClient, namespace: LiveObject, bookkeeping: Bookkeeping) {
  const { kinds, revision, jobs } = bookkeeping;
  const annotations: Record<string, string> = { [REVISION_ANNOTATION]: String(revision) };
  if (kinds) annotations[KINDS_ANNOTATION] = [...kinds].sort().join();
  if (jobs.size > 0) annotations[JOBS_ANNOTATION] = formatClearedJobs(jobs);
  // The uid keeps the note from making a namespace that was deleted in the meantime.
  const { name, uid } = namespace.metadata;
  const note = { apiVersion: "v1", kind: "Namespace", metadata: { name, uid, annotations } };
  await client.apply(note, { fieldManager: BOOKKEEPER });
}

export function kindsOf(manifests: readonly Manifest[]): Set<string> {
  return new Set(manifests.map(kindKey));
}

/** Selects the objects of a project. */
export function projectSelector(project: string): string {
  return `${LABEL.managedBy}=espalier,${LABEL.project}=${project}`;
}
