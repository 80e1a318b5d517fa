import { DiagnosticsError } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import { errorDiagnostics, outcomeOfFailure } from "./error-diagnostic.ts";
import { connectZone } from "./kubernetes-client.ts";
import { type LiveState, readLiveState } from "./live-state.ts";
import { deletions } from "./plan.ts";
import type { Plan } from "./plan-types.ts";
import { namespaceRefusal } from "./planning/refusals.ts";
import type { SecretKey } from "./secret-key.ts";
import type { ZoneResult } from "./update-events.ts";
import type { UpdateLock } from "./update-lock.ts";
import { lockZone, runStack, type UpdateRequest } from "./update-request.ts";
import type { Zone } from "./zone.ts";
import type { ZoneClient } from "./zone-client.ts";
import { ZoneReport } from "./zone-report.ts";
import { PlanWriter } from "./zone-writer.ts";

/** The project to destroy, by name: its definition is not needed. */
export type DestroyedProject = Pick<Tree, "project" | "namespace">;

export interface DestroyRequest extends UpdateRequest, DestroyedProject {
  readonly key: SecretKey;
}

/** Deletes a project from its zones, with all data. Afterwards no object there has its labels. Never rejects. */
export function destroyProject(request: DestroyRequest): Promise<ZoneResult[]> {
  return Promise.all(request.zones.map((zone) => destroyInZone(zone, request)));
}

/** What destroying would delete; empty when the project is not there. Throws `DiagnosticsError` for a foreign namespace. */
export async function planDestroy(client: ZoneClient, project: DestroyedProject, key: SecretKey): Promise<Plan> {
  return destroyPlan(client.zone, project, await readAll(client, project, key));
}

async function destroyInZone(zone: Zone, request: DestroyRequest): Promise<ZoneResult> {
  const report = new ZoneReport(zone.context.name, request.onEvent);
  let lock: UpdateLock | undefined;
  let client: ZoneClient | undefined;
  try {
    report.phase("planning");
    lock = await lockZone(request.project, zone, report, request);
    client = await (request.connect ?? connectZone)(zone);
    const live = await readAll(client, request, request.key);
    const plan = destroyPlan(zone.context.name, request, live);
    report.plan(plan);
    if (plan.changes.length === 0 && !live.terminating) return report.result("unchanged");
    report.phase("destroying");
    await destroy(client, plan, live, request, report);
    return report.result("succeeded");
  } catch (error) {
    return report.result(outcomeOfFailure(request.signal), { errors: errorDiagnostics(error, zone.context.name) });
  } finally {
    await client?.close();
    await lock?.release();
  }
}

function readAll(client: ZoneClient, tree: DestroyedProject, key: SecretKey): Promise<LiveState> {
  return readLiveState({ tree, sealed: { manifests: [], values: new Map() }, client, key });
}

function destroyPlan(zone: string, project: DestroyedProject, live: LiveState): Plan {
  const refused = namespaceRefusal({ ...project, zone }, live.namespace);
  if (refused) throw new DiagnosticsError([refused]);
  const { project: name, namespace } = project;
  return { project: name, namespace, zone, changes: deletions([], live), unchanged: 0, manifests: [], notes: [] };
}

/**
 * Through Pulumi, in the reverse order of application; then what its state did not know goes with the namespace, and
 * what stands outside of the namespace by itself.
 */
async function destroy(client: ZoneClient, plan: Plan, live: LiveState, request: DestroyRequest, report: ZoneReport) {
  const { changes, project, zone, namespace } = plan;
  const none = new Map();
  const writer = new PlanWriter({
    client,
    changes,
    live: live.objects,
    values: none,
    secrets: none,
    revision: 0,
    onNamespace: async () => undefined,
  });
  await runStack(request, {
    operation: "destroy",
    project,
    zone,
    manifests: [],
    decide: () => "same",
    writer,
    onEvent: (event) => report.object(event),
  });
  const signal = request.signal ?? new AbortController().signal;
  const outside = writer.leftToDelete.filter(({ id }) => live.objects.get(id)?.metadata.namespace === undefined);
  for (const { id } of outside) {
    report.object({ id, state: "started" });
    await writer.delete(id, signal);
    report.object({ id, state: "done" });
  }
  await client.delete(`/Namespace//${namespace}`, { wait: true, signal });
  for (const { id } of writer.leftToDelete) report.object({ id, state: "done" });
}
