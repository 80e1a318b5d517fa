import type { LocalZoneProgress } from "../../engine/local-zone/index.ts";
import type { FileZone } from "../../engine/zone.ts";
import { requireZoneName } from "../../engine/zone-name.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { ProgressLine } from "../live/progress-line.ts";
import { seconds } from "../terminal/durations.ts";
import { canAsk, confirm } from "../terminal/prompt.ts";
import { safeText } from "../terminal/safe-text.ts";

export async function zoneUp(context: Context, options: { nodes?: string }, name: string): Promise<ExitCode> {
  const { output } = context;
  const started = performance.now();
  const zone = await bringUp(context, checkedName(name), checkedNodes(options.nodes));
  const { talk, symbols } = output;
  const took = talk.dim(seconds(performance.now() - started));
  output.say(`${talk.green(symbols.done)} zone ${talk.bold(name)} is running  ${took}`);
  if (output.json) output.document(zone);
  else output.print(`kubeconfig  ${zone.kubeconfig}`);
  return EXIT.success;
}

function checkedName(name: string): string {
  try {
    requireZoneName(name);
    return name;
  } catch (error) {
    throw usageError((error as Error).message);
  }
}

const MAX_NODES = 100;

function checkedNodes(nodes: string | undefined): number | undefined {
  if (nodes === undefined) return undefined;
  const count = Number(nodes);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_NODES) return count;
  throw usageError(`--nodes wants a whole number from 1 to ${MAX_NODES}, got "${nodes}"`);
}

/** Starts a local zone, or finds it running, with one line of progress. */
export async function bringUp(context: Context, name: string, nodes?: number, signal?: AbortSignal): Promise<FileZone> {
  const { formatLocalZoneProgress, upLocalZone } = await import("../../engine/local-zone/index.ts");
  const line = new ProgressLine(context.output);
  try {
    return await upLocalZone(name, {
      onProgress: (progress) => line.show(safeText(formatLocalZoneProgress(progress)), stepOf(progress)),
      signal: signal ?? cancelCleanly(context.output),
      ...(nodes === undefined ? {} : { nodes }),
    });
  } finally {
    line.close();
  }
}

function stepOf(progress: LocalZoneProgress): string {
  return progress.type === "zone" ? progress.step : `${progress.tool.tool} ${progress.tool.step}`;
}

export async function zoneDown({ output }: Context, _options: object, name: string): Promise<ExitCode> {
  const { downLocalZone, localZoneStatus } = await import("../../engine/local-zone/index.ts");
  const { state } = await localZoneStatus(checkedName(name));
  if (state === "absent") throw await unknownLocalZone(name);
  await downLocalZone(name);
  const said = state === "stopped" ? "was not running" : "is stopped; what it holds is kept";
  output.say(`${output.talk.green(output.symbols.done)} zone ${output.talk.bold(name)} ${said}`);
  if (output.json) output.document({ zone: name, state: "stopped" });
  return EXIT.success;
}

export async function zoneReset(context: Context, options: { yes?: boolean }, name: string): Promise<ExitCode> {
  const { output } = context;
  const { localZoneStatus, resetLocalZone } = await import("../../engine/local-zone/index.ts");
  if ((await localZoneStatus(checkedName(name))).state === "absent") throw await unknownLocalZone(name);
  if (!options.yes) await askForReset(context, name);
  const line = new ProgressLine(output);
  line.show(`emptying zone ${name}`);
  try {
    await resetLocalZone(name, { signal: cancelCleanly(output) });
  } finally {
    line.close();
  }
  output.say(`${output.talk.green(output.symbols.done)} zone ${output.talk.bold(name)} is empty`);
  if (output.json) output.document({ zone: name, reset: true });
  return EXIT.success;
}

async function askForReset({ output }: Context, name: string): Promise<void> {
  if (!canAsk(output)) throw usageError("zone reset deletes everything the zone holds", "confirm with --yes");
  const agreed = await confirm(output, `Delete everything that zone ${name} holds?`);
  if (!agreed) throw new CommandError("nothing was deleted", { exitCode: EXIT.cancelled });
}

async function unknownLocalZone(name: string): Promise<CommandError> {
  const { listZones } = await import("../../engine/zones.ts");
  const { suggestion } = await import("../nearest.ts");
  const local = (await listZones()).filter((zone) => zone.local).map(({ context }) => context.name);
  return usageError(`there is no local zone "${name}"`, suggestion(name, local, "local zones"));
}
