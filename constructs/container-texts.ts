import type { ContainerParts } from "./container-parts.ts";
import type { ValuePath } from "./diagnostic.ts";
import type { Filled } from "./expressions/filled.ts";
import { filesOf } from "./mounted-files.ts";
import type { PodPart } from "./pod-part.ts";

/** A text of a container with its expressions filled in: where others are mentioned. Secrets stand as references. */
export interface ContainerText {
  /** Key of the environment, `command`, `args`, or path of the file. */
  readonly label: string;
  readonly text: string;
  /** Names of the containers that its expressions lead to. */
  readonly targets: readonly string[];
  /** Where it stands in the spec. */
  readonly path: ValuePath;
}

/** Texts of the container itself, its init containers and its sidecars; `path` is the container's. */
export function containerTexts(parts: ContainerParts, path: ValuePath): ContainerText[] {
  return parts.pod.flatMap((part) => partTexts(part, parts, path));
}

function partTexts(part: PodPart, { values }: ContainerParts, container: ValuePath): ContainerText[] {
  const { environment = {}, environmentFrom = [], command = [], args = [] } = part.run;
  const path = [...container, ...part.path];
  const mounts = [...path, ...(part.role === "container" ? ["options", "volumes"] : ["volumes"])];
  const text = (label: string, written: string, at: ValuePath) => filledText(label, values.fill(written), at);
  return [
    ...Object.keys(environment)
      .sort()
      .map((key) => text(key, String(environment[key]), [...path, "environment", key])),
    ...environmentFrom.flatMap((group) =>
      values.groupEntries(group).map(([key, filled]) => filledText(key, filled, ["environmentGroups", group, key])),
    ),
    ...command.map((word, index) => text("command", optionValue(word), [...path, "command", index])),
    ...args.map((word, index) => text("args", optionValue(word), [...path, "args", index])),
    ...part.mounts.flatMap((mount, index) =>
      Object.entries(filesOf(mount) ?? {}).map(([name, content]) => text(name, content, [...mounts, index])),
    ),
  ];
}

function filledText(label: string, { pieces, targets }: Filled, path: ValuePath): ContainerText {
  return { label, text: pieces.filter((piece) => typeof piece === "string").join(""), targets, path };
}

/** `--database=db:5432` → `db:5432` */
function optionValue(word: string): string {
  return /^-{1,2}[\w.-]+=/.test(word) ? word.slice(word.indexOf("=") + 1) : word;
}
