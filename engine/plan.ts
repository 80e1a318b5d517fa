import { type Diagnosed, type Diagnostic, DiagnosticsError } from "../constructs/diagnostic.ts";
import { ANNOTATION, type Manifest, type ObjectId, objectId } from "../constructs/manifest.ts";
import type { Tree } from "../constructs/tree.ts";
import { STAGES, stageOf } from "../stacks/stages.ts";
import type { Secrets } from "../templates/evaluation.ts";
import { hasRun } from "./cleared-jobs.ts";
import { diffManifest } from "./diff-manifest.ts";
import { isPrunable, type LiveState, readLiveState } from "./live-state.ts";
import type { Change, Plan } from "./plan-types.ts";
import { addressNotes } from "./planning/address-notes.ts";
import { consequenceNotes } from "./planning/consequence-notes.ts";
import { losesData, restartsPods } from "./planning/consequences.ts";
import { quotaNotes } from "./planning/quota-note.ts";
import { refusals } from "./planning/refusals.ts";
import { replaceReason } from "./planning/replace-rules.ts";
import { isSecret, mergedSecret } from "./planning/seal-live-secret.ts";
import { checkOnServer } from "./planning/server-check.ts";
import { type SealedManifests, sealManifests } from "./seal.ts";
import type { SecretKey } from "./secret-key.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

export interface PlanRequest {
  readonly tree: Tree;
  readonly secrets: Secrets;
  readonly client: ZoneClient;
  readonly key: SecretKey;
  /** Lets the API server check every object that would be written, by dry runs. Default: false */
  readonly server?: boolean;
}

/** A plan, with what applying it needs and nobody else may see. */
export interface PreparedUpdate {
  readonly plan: Plan;
  readonly sealed: SealedManifests;
  readonly live: LiveState;
}

/**
 * The difference between a tree and what its zone holds. Writes nothing. Throws `DiagnosticsError` when the tree cannot be
 * deployed there (a namespace or an object that is not the project's, a kind that the zone does not know, a secret
 * without a value), `ZoneError` when the zone cannot be read.
 */
export async function planProject(request: PlanRequest): Promise<Plan> {
  return (await prepareUpdate(request)).plan;
}

export async function prepareUpdate(request: PlanRequest): Promise<PreparedUpdate> {
  const { tree, secrets, client, key } = request;
  const sealed = required(sealManifests(tree.manifests, secrets, key));
  const live = await readLiveState({ tree, sealed, client, key });
  const refused = refusals(tree, live);
  if (refused.length) throw new DiagnosticsError(refused);
  const plan = comparePlan(tree, sealed.manifests, live);
  if (!request.server) return { plan, sealed, live };
  const findings = await checkOnServer(client, plan, live, sealed.values, secrets);
  return { plan: { ...plan, notes: [...plan.notes, ...findings] }, sealed, live };
}

function required<T>({ value, diagnostics }: Diagnosed<T>): T {
  if (value === undefined) throw new DiagnosticsError(diagnostics);
  return value;
}

function comparePlan(tree: Tree, manifests: readonly Manifest[], live: LiveState): Plan {
  const written = manifests.flatMap((manifest) => changeOf(manifest, live));
  const changes = [...written, ...deletions(manifests, live)];
  return {
    project: tree.project,
    namespace: tree.namespace,
    zone: tree.zone,
    changes,
    unchanged: manifests.length - written.length,
    manifests,
    notes: [
      ...tree.notes,
      ...(changes.length
        ? [
            ...claimNotes(tree, manifests),
            ...consequenceNotes(changes, live.objects),
            ...(live.namespace ? addressNotes(manifests, live.objects.values()) : []),
          ]
        : []),
    ],
  };
}

/** The constructs warn of a claim that is too small themselves, where they can tell. */
function claimNotes(tree: Tree, manifests: readonly Manifest[]): readonly Diagnostic[] {
  const notes = quotaNotes(manifests);
  return tree.notes.some(({ code }) => code === "claim-exceeded") ? [] : notes;
}

function changeOf(manifest: Manifest, { objects, bookkeeping }: LiveState): Change[] {
  const shared = { id: objectId(manifest), path: pathOf(manifest) };
  const live = objects.get(shared.id);
  const isGoneOrGoing = !live || live.metadata.deletionTimestamp !== undefined;
  if (isGoneOrGoing && hasRun(manifest, bookkeeping.jobs)) return [];
  if (!live) return [{ ...shared, operation: "create", fields: [], dataAtRisk: false, restarts: false }];
  const fields = diffManifest(isSecret(manifest) ? mergedSecret(manifest) : manifest, live);
  const because = live.metadata.deletionTimestamp ? "it is being deleted" : replaceReason(live, fields);
  if (fields.length === 0 && !because) return [];
  const operation = because ? "replace" : "update";
  const dataAtRisk = losesData(live, operation);
  const restarts = restartsPods(manifest, operation, fields);
  return [{ ...shared, operation, fields, ...(because && { because }), dataAtRisk, restarts }];
}

/** What the tree no longer holds, in the reverse order of application. */
export function deletions(manifests: readonly Manifest[], live: LiveState): Change[] {
  const wanted = new Set(manifests.map(objectId));
  const unwanted = [...live.objects].filter(([id, object]) => !wanted.has(id) && isPrunable(object));
  return unwanted.sort(lastStageFirst).map(([id, object]) => {
    const dataAtRisk = losesData(object, "delete");
    return { operation: "delete", id, path: pathOf(object), fields: [], dataAtRisk, restarts: false };
  });
}

function lastStageFirst([id, object]: [ObjectId, LiveObject], [otherId, other]: [ObjectId, LiveObject]): number {
  const stages = STAGES.indexOf(stageOf(other)) - STAGES.indexOf(stageOf(object));
  return stages || (id < otherId ? -1 : 1);
}

function pathOf({ kind, metadata }: Manifest): string {
  return metadata.annotations?.[ANNOTATION.path] ?? `${kind}/${metadata.name}`;
}
