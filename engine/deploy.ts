import type { Evaluation, Secrets } from "../templates/evaluation.ts";
import { publicAddresses } from "./addresses.ts";
import { writeBookkeeping } from "./bookkeeping.ts";
import { errorDiagnostics, outcomeOfFailure } from "./error-diagnostic.ts";
import { connectZone } from "./kubernetes-client.ts";
import { type PreparedUpdate, prepareUpdate } from "./plan.ts";
import { kindsWritten, noteWhatIsLeft, prune } from "./prune.ts";
import { ReadinessWatch, type WaitOptions } from "./readiness.ts";
import { redactDiagnostic } from "./redact.ts";
import type { SecretKey } from "./secret-key.ts";
import type { ZoneResult } from "./update-events.ts";
import type { UpdateLock } from "./update-lock.ts";
import { lockZone, runStack, type UpdateRequest } from "./update-request.ts";
import type { Zone } from "./zone.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";
import { ZoneReport } from "./zone-report.ts";
import { PlanWriter } from "./zone-writer.ts";

export interface DeployRequest extends UpdateRequest {
  /** The project's definition, evaluated for a zone. */
  readonly evaluate: (zone: Zone) => Promise<Evaluation>;
  readonly key: SecretKey;
  /** Waits until containers are ready; false = not at all. Default: for 5 minutes */
  readonly wait?: Pick<WaitOptions, "deadline" | "grace"> | false;
  /**
   * Waits for containers even when there is nothing to write: what an interrupted update has written may not be ready yet.
   * Default: false
   */
  readonly settle?: boolean;
}

/**
 * Deploys a project into its zones, all at the same time and each on its own: a zone that fails stops no other. Never
 * rejects; what went wrong in a zone is in its result.
 */
export function deployProject(request: DeployRequest): Promise<ZoneResult[]> {
  return Promise.all(request.zones.map((zone) => deployToZone(zone, request)));
}

async function deployToZone(zone: Zone, request: DeployRequest): Promise<ZoneResult> {
  const report = new ZoneReport(zone.context.name, request.onEvent);
  let secrets: Secrets = new Map();
  let lock: UpdateLock | undefined;
  let client: ZoneClient | undefined;
  try {
    report.phase("planning");
    const evaluation = await request.evaluate(zone);
    secrets = evaluation.secrets;
    lock = await lockZone(evaluation.tree.project, zone, report, request);
    client = await (request.connect ?? connectZone)(zone);
    const prepared = await prepareUpdate({ tree: evaluation.tree, secrets, client, key: request.key });
    report.plan(prepared.plan);
    if (prepared.plan.changes.length > 0) return await update({ client, prepared, secrets, report, request });
    if (request.settle) return await settle({ client, prepared, secrets, report, request });
    return report.result("unchanged", { addresses: addressesOf(prepared) });
  } catch (error) {
    const errors = errorDiagnostics(error, zone.context.name, secrets);
    return report.result(outcomeOfFailure(request.signal), { errors });
  } finally {
    await client?.close();
    await lock?.release();
  }
}

interface ZoneUpdate {
  readonly client: ZoneClient;
  readonly prepared: PreparedUpdate;
  readonly secrets: Secrets;
  readonly report: ZoneReport;
  readonly request: DeployRequest;
}

/** Applies a plan that has changes: write, prune, wait. */
async function update(zoneUpdate: ZoneUpdate): Promise<ZoneResult> {
  const { client, prepared, report, request } = zoneUpdate;
  const readiness = watchReadiness(zoneUpdate);
  try {
    report.phase("applying");
    const writer = await write(zoneUpdate);
    report.phase("pruning");
    await prune(prepared, writer, report, request.signal);
    await noteWhatIsLeft(client, prepared);
    return await waitForContainers(zoneUpdate, readiness, "succeeded");
  } finally {
    readiness?.end();
  }
}

/** Ends an update that an earlier one has left nothing to write. */
async function settle(zoneUpdate: ZoneUpdate): Promise<ZoneResult> {
  const readiness = watchReadiness(zoneUpdate);
  try {
    return await waitForContainers(zoneUpdate, readiness, "unchanged");
  } finally {
    readiness?.end();
  }
}

async function waitForContainers(
  { prepared, secrets, report, request }: ZoneUpdate,
  readiness: ReadinessWatch | undefined,
  outcome: "succeeded" | "unchanged",
): Promise<ZoneResult> {
  const addresses = addressesOf(prepared);
  if (!readiness) return report.result(outcome, { addresses });
  report.phase("waiting");
  const unready = await readiness.settled({ ...request.wait, ...(request.signal && { signal: request.signal }) });
  const errors = unready.map((each) => redactDiagnostic(each, secrets));
  return report.result(errors.length ? "not-ready" : outcome, { errors, addresses });
}

/** Begins before the first write, so that nothing is missed. */
function watchReadiness({ client, prepared, secrets, report, request }: ZoneUpdate): ReadinessWatch | undefined {
  if (request.wait === false) return undefined;
  return new ReadinessWatch(client, prepared.plan, ({ reason, ...readiness }) => {
    report.readiness({ ...readiness, ...(reason && { reason: redactDiagnostic(reason, secrets) }) });
  });
}

/** Writes the plan through Pulumi. */
async function write({ client, prepared, secrets, report, request }: ZoneUpdate): Promise<PlanWriter> {
  const { plan, sealed, live } = prepared;
  const revision = live.bookkeeping.revision + 1;
  const kinds = kindsWritten(prepared);
  const { jobs } = live.bookkeeping;
  const note = (namespace: LiveObject) => writeBookkeeping(client, namespace, { kinds, revision, jobs });
  const writer = new PlanWriter({
    client,
    changes: plan.changes,
    live: live.objects,
    values: sealed.values,
    secrets,
    revision,
    onNamespace: note,
  });
  report.revision(revision);
  if (live.terminating) await client.delete(`/Namespace//${plan.namespace}`, { wait: true });
  if (live.namespace) await note(live.namespace);
  const operations = new Map(plan.changes.map(({ id, operation }) => [id, operation]));
  await runStack(request, {
    operation: "up",
    project: plan.project,
    zone: plan.zone,
    manifests: plan.manifests,
    decide: (id) => {
      const operation = operations.get(id);
      return operation === undefined ? "same" : operation === "replace" ? "replace" : "update";
    },
    writer,
    onEvent: (event) => report.object(event),
  });
  return writer;
}

function addressesOf({ plan, live }: PreparedUpdate): string[] {
  return publicAddresses([...plan.manifests, ...live.objects.values()]);
}
