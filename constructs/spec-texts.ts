import type { ValuePath } from "./diagnostic.ts";
import { podParts } from "./pod-part.ts";
import type { ContainerSpec, Mount, ProjectSpec } from "./spec.ts";

/** A text of a spec in which expressions are understood. */
export interface SpecText {
  readonly text: string;
  readonly path: ValuePath;
  /** True of files, which are written before any pod runs. */
  readonly file: boolean;
}

/** Texts of environments, commands, arguments and files, for every zone, and of environment groups. */
export function specTexts({ containers, environmentGroups = {} }: ProjectSpec): SpecText[] {
  return [
    ...containers.flatMap((container, index) => containerTexts(container, ["containers", index])),
    ...Object.entries(environmentGroups).flatMap(([name, group]) => environment(group, ["environmentGroups", name])),
  ];
}

function containerTexts(container: ContainerSpec, path: ValuePath): SpecText[] {
  const zones = Object.entries(container.options?.zones ?? {});
  return [
    ...podParts(container).flatMap(({ role, run, mounts, path: inside }) => {
      const place = [...path, ...inside];
      return [
        ...environment(run.environment, [...place, "environment"]),
        ...words(run.command, [...place, "command"]),
        ...words(run.args, [...place, "args"]),
        ...mounts.flatMap((mount, index) =>
          files(mount, [...place, ...(role === "container" ? ["options"] : []), "volumes", index]),
        ),
      ];
    }),
    ...zones.flatMap(([zone, here]) =>
      environment(here.environment, [...path, "options", "zones", zone, "environment"]),
    ),
  ];
}

function environment(values: ContainerSpec["environment"], path: ValuePath): SpecText[] {
  return Object.entries(values ?? {}).map(([key, value]) => ({
    text: String(value),
    path: [...path, key],
    file: false,
  }));
}

function words(list: readonly string[] | undefined, path: ValuePath): SpecText[] {
  return (list ?? []).map((text, index) => ({ text, path: [...path, index], file: false }));
}

function files({ file, files, projected }: Mount, path: ValuePath): SpecText[] {
  const named = (list: Mount["files"], at: ValuePath) =>
    Object.entries(list ?? {}).map(([name, text]) => ({ text, path: [...at, name], file: true }));
  return [
    ...(file === undefined ? [] : [{ text: file, path: [...path, "file"], file: true }]),
    ...named(files, [...path, "files"]),
    ...named(projected?.files, [...path, "projected", "files"]),
  ];
}
