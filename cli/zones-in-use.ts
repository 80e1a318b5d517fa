import type { FileZone } from "../engine/zone.ts";
import { defaultZone, getZone, listZones } from "../engine/zones.ts";
import { type CommandError, usageError } from "./command-error.ts";
import { suggestion } from "./nearest.ts";

/** Names given with `--zone a,b --zone c`, each once; undefined when none were. */
export function zoneNames(given: readonly string[] | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  const names = given.flatMap((one) => one.split(",")).map((name) => name.trim());
  if (names.some((name) => name === ""))
    throw usageError("--zone wants names of zones separated by commas, got an empty one");
  return [...new Set(names)];
}

/** A zone of the registry. A usage error with the nearest name when there is none. */
export async function requireZone(name: string): Promise<FileZone> {
  return (await getZone(name)) ?? Promise.reject(await unknownZone(name));
}

export async function requireDefaultZone(): Promise<FileZone> {
  const zone = await defaultZone();
  if (zone) return zone;
  throw usageError(
    "there is no zone to deploy into yet",
    "start one on this machine with `espalier zone up`, or add a cluster with `espalier zone add NAME --kubeconfig FILE`",
  );
}

export async function unknownZone(name: string): Promise<CommandError> {
  const names = (await listZones()).map(({ context }) => context.name);
  return usageError(`there is no zone "${name}"`, suggestion(name, names, "zones"));
}
