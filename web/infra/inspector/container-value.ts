import type { Json } from "../../../diagram/edits/spec-edit.ts";

type JsonObject = { readonly [key: string]: Json };

/** What forms show of a container: as it is written, blanks and all. */
export interface ContainerValue {
  readonly image: string;
  readonly replicas: string;
  /** `""`: amounts of its own, or nothing said. */
  readonly size: string;
  readonly exposed: boolean;
  readonly port: string;
  readonly environment: readonly (readonly [name: string, value: string])[];
  readonly mounts: readonly { readonly volume: string; readonly path: string }[];
  readonly tags: readonly string[];
  readonly workload: string;
  readonly hasOwnResources: boolean;
}

export function containerValue(definition: unknown, name: string): ContainerValue | undefined {
  const found = named(member(definition, "containers"), name);
  if (!found) return undefined;
  const options = asObject(found.options);
  const { expose, resources } = options;
  const first = Array.isArray(expose) ? asObject(expose[0]) : asObject(expose);
  const workload = options.workload;
  return {
    image: textOf(found.image),
    replicas: textOf(options.replicas),
    size: typeof resources === "string" ? resources : textOf(asObject(resources).size),
    exposed: expose !== undefined && expose !== false,
    port: typeof expose === "number" ? String(expose) : textOf(first.port),
    environment: entriesOf(found.environment),
    mounts: listOf(options.volumes).flatMap((mount) => {
      const { volume, path } = asObject(mount);
      return typeof volume === "string" ? [{ volume, path: textOf(path) }] : [];
    }),
    tags: listOf(options.tags).map(textOf),
    workload: typeof workload === "string" ? workload : textOf(asObject(workload).kind) || "long-running",
    hasOwnResources: typeof resources === "object",
  };
}

export interface VolumeValue {
  readonly size: string;
  readonly access: string;
}

export function volumeValue(definition: unknown, name: string): VolumeValue | undefined {
  const found = named(member(definition, "volumes"), name);
  return found && { size: textOf(found.size), access: textOf(found.access) || "one" };
}

export function groupValue(definition: unknown, name: string): readonly (readonly [string, string])[] | undefined {
  const group = asObject(member(definition, "environmentGroups"))[name];
  return group === undefined ? undefined : entriesOf(group);
}

function named(list: Json | undefined, name: string): JsonObject | undefined {
  return listOf(list)
    .map(asObject)
    .find((one) => one.name === name);
}

function member(value: unknown, key: string): Json | undefined {
  return asObject(value as Json)[key];
}

function entriesOf(value: Json | undefined): (readonly [string, string])[] {
  return Object.entries(asObject(value)).map(([key, one]) => [key, textOf(one)]);
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
