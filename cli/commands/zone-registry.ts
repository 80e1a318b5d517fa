import { resolve } from "node:path";
import type { FileZone } from "../../engine/zone.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";
import { requireZone } from "../zones-in-use.ts";

interface ZoneRow {
  readonly name: string;
  readonly kind: "local" | "cluster";
  /** Of a local zone; a cluster is not asked. */
  readonly state?: string;
  readonly domain: string;
  readonly city?: string;
  readonly default: boolean;
}

export async function zoneList({ output }: Context): Promise<ExitCode> {
  const { defaultZone, listZones } = await import("../../engine/zones.ts");
  const chosen = (await defaultZone())?.context.name;
  const rows = await Promise.all((await listZones()).map((zone) => rowOf(zone, chosen)));
  if (output.json) {
    output.document(rows);
    return EXIT.success;
  }
  if (rows.length === 0) output.say("no zones yet; start one on this machine with `espalier zone up`");
  else for (const line of listLines(output.data, rows)) output.print(line);
  return EXIT.success;
}

async function rowOf({ context, local }: FileZone, chosen: string | undefined): Promise<ZoneRow> {
  const { name, domain, city } = context;
  return {
    name,
    kind: local ? "local" : "cluster",
    ...(local ? { state: await stateOf(name) } : {}),
    domain,
    ...(city ? { city } : {}),
    default: name === chosen,
  };
}

async function stateOf(name: string): Promise<string> {
  const { localZoneStatus } = await import("../../engine/local-zone/index.ts");
  return (await localZoneStatus(name)).state;
}

function listLines(colours: Context["output"]["data"], rows: readonly ZoneRow[]): string[] {
  const heading = ["ZONE", "KIND", "STATE", "ADDRESSES BELOW", "CITY", ""].map((text) => colours.dim(text));
  const cells = rows.map((row) => [
    colours.bold(row.name),
    row.kind,
    row.state === "running" ? colours.green("running") : (row.state ?? ""),
    row.domain,
    safeText(row.city ?? ""),
    row.default ? colours.dim("default") : "",
  ]);
  return table([heading, ...cells]);
}

interface AddOptions {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly domain?: string;
  readonly city?: string;
  readonly ingressClass?: string;
  readonly ingressNamespace?: string;
  readonly issuer?: string;
  readonly storageClass?: string;
  readonly default?: boolean;
  readonly allowExec?: boolean;
  readonly allowInsecure?: boolean;
}

export async function zoneAdd({ cwd, output }: Context, options: AddOptions, name: string): Promise<ExitCode> {
  const { addZone } = await import("../../engine/zones.ts");
  const { domain, city, ingressClass, ingressNamespace, issuer, storageClass } = options;
  const given = Object.entries({ domain, city, ingressClass, ingressNamespace, issuer, storageClass });
  const zone = await refusedAsUsage(
    addZone(name, resolve(cwd, options.kubeconfig), {
      context: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
      makeDefault: options.default === true,
      allowExec: options.allowExec === true,
      allowInsecure: options.allowInsecure === true,
      ...(options.context === undefined ? {} : { kubecontext: options.context }),
    }),
  );
  output.say(`${output.talk.green(output.symbols.done)} zone ${output.talk.bold(name)} is added`);
  const known = await asked(zone, (reason) =>
    output.say(output.talk.dim(`what it can do is not known yet: ${reason}`)),
  );
  if (output.json) output.document(known.context);
  return EXIT.success;
}

/** Milliseconds that a cluster gets to say what it can do; a deploy that must know asks again. */
const PATIENCE = 5000;

async function asked(zone: FileZone, unanswered: (reason: string) => void): Promise<FileZone> {
  const { refreshZone } = await import("../../engine/zone-facts.ts");
  try {
    return (await refreshZone(zone, AbortSignal.timeout(PATIENCE))) ?? zone;
  } catch (error) {
    unanswered(safeText((error as Error).message));
    return zone;
  }
}

export async function zoneRemove({ output }: Context, options: { yes?: boolean }, name: string): Promise<ExitCode> {
  const zone = await requireZone(name);
  if (zone.local) await removeLocal(name, options.yes === true);
  else {
    const { removeZone } = await import("../../engine/zones.ts");
    await refusedAsUsage(removeZone(name));
  }
  const left = zone.local ? "is stopped and deleted" : "is forgotten; what runs in it is left alone";
  output.say(`${output.talk.green(output.symbols.done)} zone ${output.talk.bold(name)} ${left}`);
  if (output.json) output.document({ zone: name, removed: true });
  return EXIT.success;
}

async function removeLocal(name: string, yes: boolean): Promise<void> {
  if (!yes)
    throw usageError(`zone "${name}" runs on this machine; removing it deletes all it holds`, "confirm with --yes");
  const { removeLocalZone } = await import("../../engine/local-zone/index.ts");
  await removeLocalZone(name);
}

export async function zoneDefault({ output }: Context, _options: object, name: string): Promise<ExitCode> {
  await requireZone(name);
  const { setDefaultZone } = await import("../../engine/zones.ts");
  await setDefaultZone(name);
  output.say(`${output.talk.green(output.symbols.done)} commands that name no zone use ${output.talk.bold(name)}`);
  if (output.json) output.document({ default: name });
  return EXIT.success;
}

/** What the registry refuses is what the person asked for, so it is invalid arguments, not a failure. */
async function refusedAsUsage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const system = (cause as NodeJS.ErrnoException).code !== undefined;
    if (system || !(cause instanceof Error)) throw cause;
    throw new CommandError(cause.message, { exitCode: EXIT.configuration, cause });
  }
}
