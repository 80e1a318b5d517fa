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
}

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
  signal?: AbortSignal,
): Promise<UpdateLock> {
  const { name } = zone.context;
  return lockUpdate(project, name, {
    ...(signal && { signal }),
    onWait: ({ pid }) => {
      const message = `another update of "${project}" in zone "${name}" is running (process ${pid}); waiting for it`;
      report.diagnostic({ severity: "note", code: "update-waits", message });
    },
  });
}
