import { checkSpec } from "../check-spec.ts";
import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { ContainerSpec, Environment, NetworkSpec, type ProjectSpec, type VolumeSpec } from "../spec.ts";

/** What is said of one container may be about another, and of a malformed one nothing is known. */
const ABOUT_OTHERS = new Set([
  "unknown-container",
  "unknown-expression",
  "unknown-port",
  "not-exposed",
  "no-host-name",
]);

/**
 * What the sound parts of a malformed definition mean to each other, so that all problems are told at once. A part that
 * is malformed takes no part in this: nothing is claimed of it that its correction could make untrue.
 */
export function checkRest(value: unknown, malformed: readonly Diagnostic[]): Diagnostic[] {
  const definition = asRecord(value);
  if (!Array.isArray(definition?.containers)) return [];
  const sound = definition.containers.flatMap((raw, index) => {
    const container = soundContainer(raw, index, malformed);
    return container ? [{ container, index }] : [];
  });
  const spec: ProjectSpec = {
    project: { name: "project" },
    containers: sound.map(({ container }) => container),
    volumes: namedVolumes(definition.volumes),
    environmentGroups: namedGroups(definition.environmentGroups),
    network: NetworkSpec.safeParse(definition.network).data,
  };
  const groups = malformed.every(({ path }) => path?.[0] !== "environmentGroups");
  const all = groups && sound.length === definition.containers.length;
  return checkSpec(spec).flatMap((diagnostic) => {
    if (!all && ABOUT_OTHERS.has(diagnostic.code)) return [];
    const [list, position, ...rest] = diagnostic.path ?? [];
    if (list === "network") return [diagnostic];
    const part = list === "containers" && typeof position === "number" ? sound[position] : undefined;
    return part ? [{ ...diagnostic, path: ["containers", part.index, ...rest] }] : [];
  });
}

function soundContainer(raw: unknown, index: number, malformed: readonly Diagnostic[]): ContainerSpec | undefined {
  const inside = malformed.filter(({ path }) => path?.[0] === "containers" && path[1] === index);
  if (inside.some(({ code }) => code !== "unknown-key")) return undefined;
  const pruned = inside.reduce((rest, { path = [] }) => withoutKey(rest, path.slice(2)), raw);
  return ContainerSpec.safeParse(pruned).data;
}

function withoutKey(value: unknown, path: ValuePath): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(value)) return value.map((inner, index) => (index === step ? withoutKey(inner, rest) : inner));
  const entries = Object.entries(asRecord(value) ?? {});
  return Object.fromEntries(
    entries.flatMap(([key, inner]) =>
      key !== step ? [[key, inner]] : rest.length === 0 ? [] : [[key, withoutKey(inner, rest)]],
    ),
  );
}

/** Volumes by their names alone: enough to know whether a mount means one. */
function namedVolumes(raw: unknown): VolumeSpec[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((volume) => {
    const name = asRecord(volume)?.name;
    return typeof name === "string" ? [{ name, size: "1Gi", access: "many" as const }] : [];
  });
}

/** Groups with the variables that are sound: enough to know what a container gets. */
function namedGroups(raw: unknown): NonNullable<ProjectSpec["environmentGroups"]> {
  const entries = Object.entries(asRecord(raw) ?? {});
  return Object.fromEntries(entries.map(([name, group]) => [name, Environment.safeParse(group).data ?? {}]));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
