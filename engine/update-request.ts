import type { RunStackUpdate, StackHost } from "../stacks/update.ts";
import type { UpdateEvent } from "./update-events.ts";
import { lockUpdate, type UpdateLock } from "./update-lock.ts";
import type { Zone } from "./zone.ts";
import type { ZoneClient } from "./zone-client.ts";
import type { ZoneReport } from "./zone-report.ts";

/** What every update needs, whatever it does. */
export interface UpdateRequest {
  readonly zones: readonly Zone[];
  /** Asked for only when there is something to write: finding the Pulumi CLI may take its time. */
  readonly host: () => Promise<StackHost>;
  readonly onEvent: (event: UpdateEvent) => void;
  readonly signal?: AbortSignal;
  /** Gives the client of a zone; it is closed at the end. Default: `connectZone` */
  readonly connect?: (zone: Zone) => Promise<ZoneClient>;
  /**
   * Takes the lock that lets one update at a time run for a project in a zone; held until the update has ended. Who gives
   * it and can lose it ends the update by `signal` then. Default: `lockUpdate`, which counts on this machine alone
   */
  readonly lock?: LockZone;
}

/** Resolves once the lock is held. Rejects when it cannot be had, or with the signal's reason. */
export type LockZone = (project: string, zone: Zone, signal?: AbortSignal) => Promise<UpdateLock>;

/** Loaded only when it is needed: the SDK of Pulumi is large. */
export async function runStack(
  { host, signal }: Pick<UpdateRequest, "host" | "signal">,
  stackUpdate: Parameters<RunStackUpdate>[1],
): Promise<void> {
  const [{ runStackUpdate }, found] = await Promise.all([import("../stacks/run-update.ts"), host()]);
  await runStackUpdate(found, { ...stackUpdate, ...(signal && { signal }) });
}

export async function lockZone(
  project: string,
  zone: Zone,
  report: ZoneReport,
  { lock, signal }: Pick<UpdateRequest, "lock" | "signal">,
): Promise<UpdateLock> {
  if (lock) return lock(project, zone, signal);
  const { name } = zone.context;
  return lockUpdate(project, name, {
    ...(signal && { signal }),
    onWait: ({ pid }) => {
      const message = `another update of "${project}" in zone "${name}" is running (process ${pid}); waiting for it`;
      report.diagnostic({ severity: "note", code: "update-waits", message });
    },
  });
}
