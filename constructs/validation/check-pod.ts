import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { waitName, waitsOf } from "../objects/waits.ts";
import { podParts } from "../pod-part.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";

/** The images of one pod have names of their own. */
export function checkPod({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap((container, index) => names(container, ["containers", index]));
}

function names(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const taken = new Set(waitsOf(container).map((wait) => waitName(wait.container)));
  return podParts(container).flatMap(({ name, path: place }): Diagnostic[] => {
    if (!taken.has(name)) return taken.add(name) && [];
    return [
      {
        severity: "error",
        code: "duplicate-name",
        message: `another image of ${JSON.stringify(container.name)} is called so`,
        path: [...path, ...place, "name"],
        got: JSON.stringify(name),
        fix: "choose another name",
      },
    ];
  });
}
