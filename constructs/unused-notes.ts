import type { Diagnostic } from "./diagnostic.ts";
import type { Project } from "./project.ts";
import type { SynthesizedObject } from "./synthesize.ts";
import type { Reference } from "./tree.ts";

/**
 * Volumes and environment groups that no container uses: made, counted, and of no use to anybody. Nothing is said where
 * objects of the person's own stand in the project, since they may use any of them.
 */
export function unusedNotes(
  project: Project,
  objects: readonly SynthesizedObject[],
  references: readonly Reference[],
): Diagnostic[] {
  if (objects.some(({ ours }) => !ours)) return [];
  const used = new Set(references.map(({ to }) => to));
  return [
    ...project.volumes.flatMap(({ name, node }, index) =>
      used.has(node.path) ? [] : [note(`no container mounts the volume ${name}`, ["volumes", index])],
    ),
    ...project.environmentGroups.flatMap(({ name, node }) =>
      used.has(node.path) ? [] : [note(`no container takes its environment from ${name}`, ["environmentGroups", name])],
    ),
  ];
}

function note(message: string, path: readonly (string | number)[]): Diagnostic {
  return { severity: "note", code: "unused", message, path };
}
