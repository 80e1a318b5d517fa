import type { ProjectSpec } from "../../constructs/spec.ts";
import type { HeldNames } from "../database/tables.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";

/** More are of no use to find a project by. */
const MOST_TAGS = 50;

/** What a definition holds by name. A volume that each replica of a container has is named `container/volume`. */
export function namesIn({ containers, volumes = [] }: Pick<ProjectSpec, "containers" | "volumes">): HeldNames {
  return {
    containers: containers.map(({ name }) => name),
    volumes: [...new Set([...volumes.map(({ name }) => name), ...containers.flatMap(volumesEach)])],
    tags: [...new Set(containers.flatMap(({ options }) => options?.tags ?? []))].sort().slice(0, MOST_TAGS),
  };
}

function volumesEach({ name, options = {} }: ProjectSpec["containers"][number]): string[] {
  const parts = [options, ...(options.init ?? []), ...(options.sidecars ?? [])];
  const mounts = parts.flatMap(({ volumes = [] }) => volumes);
  return mounts.flatMap(({ each }) => (each ? [`${name}/${each.name}`] : []));
}

/** What an edit removes. */
export function removedNames(before: HeldNames | undefined, after: HeldNames): HeldNames {
  if (!before) return { containers: [], volumes: [] };
  return {
    containers: without(before.containers, after.containers),
    volumes: without(before.volumes, after.volumes),
  };
}

/** Refuses an edit that removes something when its caller may not: Problem "not-permitted" that names what. */
export function requireRightToRemove(project: ProjectAccess, before: HeldNames | undefined, after: HeldNames): void {
  const { containers, volumes } = removedNames(before, after);
  const removed = [...containers.map((name) => `container "${name}"`), ...volumes.map((name) => `volume "${name}"`)];
  if (removed.length === 0) return;
  const rest = removed.length > MOST_TOLD ? ` and ${removed.length - MOST_TOLD} more` : "";
  requirePermission(project, "delete", `removing ${removed.slice(0, MOST_TOLD).join(", ")}${rest}`);
}

const MOST_TOLD = 10;

function without(names: readonly string[], left: readonly string[]): string[] {
  const stays = new Set(left);
  return names.filter((name) => !stays.has(name));
}
