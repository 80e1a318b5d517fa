import { isPlainObject } from "../read-yaml.ts";
import { itemsOf, textOf } from "./project.ts";

/** Profiles of a service of which none is wanted: it is left out then; undefined when it belongs to the project. */
export function unwantedProfiles(service: unknown, wanted: readonly string[]): readonly string[] | undefined {
  if (!isPlainObject(service)) return undefined;
  const profiles = itemsOf(service.profiles, []).flatMap(({ value }) => textOf(value) ?? []);
  const isWanted =
    profiles.length === 0 || wanted.includes("*") || profiles.some((profile) => wanted.includes(profile));
  return isWanted ? undefined : profiles;
}
