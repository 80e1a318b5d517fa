import type { ValuePath } from "../diagnostic.ts";
import type { PodPart } from "../pod-part.ts";

/** Where the mounts of an image are written; `container` is the path of its container. */
export function mountsPath({ role, path }: PodPart, container: ValuePath): ValuePath {
  return [...container, ...path, ...(role === "container" ? ["options"] : []), "volumes"];
}
