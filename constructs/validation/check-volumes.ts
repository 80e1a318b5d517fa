import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { ContainerSpec, ProjectSpec, VolumeSpec } from "../spec.ts";

type Volumes = ReadonlyMap<string, VolumeSpec>;

/** Mounts name volumes of the project, one at a path, and a volume for one node is not asked for on several. */
export function checkVolumes(spec: ProjectSpec): Diagnostic[] {
  const volumes: Volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name, volume]));
  return [
    ...spec.containers.flatMap((container, index) => checkMounts(container, ["containers", index, "options"], volumes)),
    ...checkShared(spec, volumes),
  ];
}

function checkMounts(container: ContainerSpec, options: ValuePath, volumes: Volumes): Diagnostic[] {
  const places = new Map<string, string>();
  return (container.options?.volumes ?? []).flatMap((mount, index) => {
    const path = [...options, "volumes", index];
    const place = normalPath(mount.path);
    const before = places.get(place);
    places.set(place, mount.volume ?? "");
    const volume = mount.volume === undefined ? undefined : volumes.get(mount.volume);
    return [
      ...(before === undefined ? [] : [twiceAtOnePath(before, [...path, "path"], mount.path)]),
      ...(mount.volume === undefined
        ? []
        : volume
          ? onSeveralNodes(container, volume, options)
          : [unknownVolume(mount.volume, path, volumes)]),
    ];
  });
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

function twiceAtOnePath(before: string, path: ValuePath, got: string): Diagnostic {
  const message = `volume ${JSON.stringify(before)} is mounted at this path already`;
  return { severity: "error", code: "duplicate-mount", message, path, got: JSON.stringify(got) };
}

function onSeveralNodes({ options }: ContainerSpec, volume: VolumeSpec, path: ValuePath): Diagnostic[] {
  if (volume.access === "many") return [];
  const counts: [ValuePath, number | undefined][] = [
    [[...path, "replicas"], options?.replicas],
    ...Object.entries(options?.zones ?? {}).map<[ValuePath, number | undefined]>(([zone, { replicas }]) => [
      [...path, "zones", zone, "replicas"],
      replicas,
    ]),
  ];
  return counts.flatMap(([at, replicas]) =>
    replicas === undefined || replicas < 2
      ? []
      : [
          {
            severity: "error",
            code: "volume-for-one",
            message: `volume ${JSON.stringify(volume.name)} is for one node at a time`,
            path: at,
            got: `${replicas} replicas`,
            allowed: "1 replica",
            fix: `give the volume "access": "many", where the zone can`,
          },
        ],
  );
}

/** Two containers on one node can share such a volume; on two nodes one of them waits for ever. */
function checkShared(spec: ProjectSpec, volumes: Volumes): Diagnostic[] {
  const holders = new Map<string, string>();
  return spec.containers.flatMap((container, index) =>
    [...new Set((container.options?.volumes ?? []).flatMap(({ volume }) => volume ?? []))].flatMap((name) => {
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

function normalPath(path: string): string {
  return path.replace(/\/+/g, "/").replace(/(.)\/$/, "$1");
}
