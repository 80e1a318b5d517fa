import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { podParts } from "../pod-part.ts";
import type { ContainerOptions, ContainerSpec, ProjectSpec, VolumeSpec } from "../spec.ts";
import { controllerOf } from "../workload-kind.ts";
import { mountsPath } from "./mounts-path.ts";

type Volumes = ReadonlyMap<string, VolumeSpec>;

/** Mounts name volumes of the project, and a volume for one node is not asked for on several. */
export function checkVolumes(spec: ProjectSpec): Diagnostic[] {
  const volumes: Volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name, volume]));
  return [
    ...spec.containers.flatMap((container, index) => [
      ...unknownVolumes(container, ["containers", index], volumes),
      ...onSeveralNodes(container, ["containers", index, "options"], volumes),
    ]),
    ...checkShared(spec, volumes),
  ];
}

function unknownVolumes(container: ContainerSpec, path: ValuePath, volumes: Volumes): Diagnostic[] {
  return podParts(container).flatMap((part) =>
    part.mounts.flatMap(({ volume }, index) =>
      volume === undefined || volumes.has(volume)
        ? []
        : [unknownVolume(volume, [...mountsPath(part, path), index], volumes)],
    ),
  );
}

function unknownVolume(name: string, path: ValuePath, volumes: Volumes): Diagnostic {
  const names = [...volumes.keys()];
  return {
    severity: "error",
    code: "unknown-volume",
    message: "no volume of this project has this name",
    path: [...path, "volume"],
    got: JSON.stringify(name.slice(0, 64)),
    allowed: names.length > 0 ? names.join(", ") : undefined,
    fix: didYouMean(nearestName(name, names)) ?? 'add it to "volumes", e.g. { "name": "data", "size": "10Gi" }',
  };
}

function onSeveralNodes(container: ContainerSpec, path: ValuePath, volumes: Volumes): Diagnostic[] {
  const several = severalOf(container, path);
  return volumesOf(container).flatMap((name) => {
    const volume = volumes.get(name);
    if (!volume || volume.access === "many") return [];
    return several.map(
      ({ at, got }): Diagnostic => ({
        severity: "error",
        code: "volume-for-one",
        message: `volume ${JSON.stringify(name)} is for one node at a time`,
        path: at,
        got,
        allowed: "1 replica",
        fix:
          controllerOf(container) === "StatefulSet"
            ? 'mount "each", a volume for each replica, or give the volume "access": "many"'
            : `give the volume "access": "many", where the zone can`,
      }),
    );
  });
}

interface Several {
  readonly at: ValuePath;
  readonly got: string;
}

/** Where a container is told to run on several nodes. */
function severalOf(container: ContainerSpec, path: ValuePath): Several[] {
  if (controllerOf(container) === "DaemonSet") return [{ at: [...path, "workload"], got: "one on every node" }];
  const { replicas, scale, zones = {} } = container.options ?? {};
  return [
    ...countsOf({ replicas, scale }, path),
    ...Object.entries(zones).flatMap(([zone, here]) => countsOf(here, [...path, "zones", zone])),
  ];
}

function countsOf({ replicas, scale }: Pick<ContainerOptions, "replicas" | "scale">, path: ValuePath): Several[] {
  return [
    ...(replicas !== undefined && replicas > 1 ? [{ at: [...path, "replicas"], got: `${replicas} replicas` }] : []),
    ...(scale && scale.maximum > 1
      ? [{ at: [...path, "scale", "maximum"], got: `up to ${scale.maximum} replicas` }]
      : []),
  ];
}

/** Two containers on one node can share such a volume; on two nodes one of them waits for ever. */
function checkShared(spec: ProjectSpec, volumes: Volumes): Diagnostic[] {
  const holders = new Map<string, string>();
  return spec.containers.flatMap((container, index) =>
    volumesOf(container).flatMap((name) => {
      const holder = holders.get(name);
      if (holder === undefined) holders.set(name, container.name);
      const volume = volumes.get(name);
      if (holder === undefined || !volume || volume.access === "many") return [];
      return [
        {
          severity: "warning",
          code: "volume-for-one",
          message: `volume ${JSON.stringify(name)} is for one node at a time, and ${JSON.stringify(holder)} mounts it too: both must run on the same node`,
          path: ["containers", index, "options", "volumes"],
          fix: `give the volume "access": "many", where the zone can`,
        },
      ];
    }),
  );
}

function volumesOf(container: ContainerSpec): string[] {
  return [...new Set(podParts(container).flatMap(({ mounts }) => mounts.flatMap(({ volume }) => volume ?? [])))];
}
