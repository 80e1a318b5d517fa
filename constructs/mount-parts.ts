import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "./container-parts.ts";
import { dnsName } from "./dns-name.ts";
import { type FileSet, fileSet } from "./file-set.ts";
import { fileName, fileObjectName, filesOf, fileVolumeName } from "./mounted-files.ts";
import { emptyVolume, filesVolume, persistentVolume, projectedVolume } from "./objects/pod-volumes.ts";
import { quantity } from "./objects/resources.ts";
import type { PodPart } from "./pod-part.ts";
import type { Mount } from "./spec.ts";

/** A part of a pod, and the name of the volume that it mounts. */
interface Place {
  readonly part: PodPart;
  readonly name: string;
}

/** What the images of a pod mount. Known when the tree is whole: files may say something of other containers. */
export interface MountParts {
  /** In the order of their names. */
  readonly volumes: k8s.Volume[];
  readonly mountsOf: (part: PodPart) => k8s.VolumeMount[];
  /** Files of all mounts. */
  readonly files: readonly FileSet[];
}

export function mountParts(parts: ContainerParts): MountParts {
  const mounted = parts.pod.flatMap((part) =>
    part.mounts.map((mount) => ({ part, mount, files: fileSetOf(parts, part, mount) })),
  );
  const volumes = new Map<string, k8s.Volume>();
  for (const { part, mount, files } of mounted) {
    const volume = volumeOf(mount, files, { part, name: volumeName(parts.name, part, mount) });
    // An empty folder is made as whoever says more of it wants it.
    if (volume && (!volumes.has(volume.name) || typeof mount.empty === "object")) volumes.set(volume.name, volume);
  }
  return {
    volumes: [...volumes.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    mountsOf: (part) => part.mounts.map((mount) => volumeMount(mount, volumeName(parts.name, part, mount))),
    files: mounted.flatMap(({ files }) => (files ? [files] : [])),
  };
}

/** The volumes that each replica of a stateful container has for itself. */
export function claimTemplates({ pod, zone }: ContainerParts): k8s.KubePersistentVolumeClaimProps[] {
  const wanted = new Map(pod.flatMap(({ mounts }) => mounts.flatMap(({ each }) => (each ? [[each.name, each]] : []))));
  return [...wanted.values()].map(({ name, size, access }) => ({
    metadata: { name },
    spec: {
      accessModes: [access === "many" ? "ReadWriteMany" : "ReadWriteOnce"],
      resources: { requests: { storage: quantity(size) } },
      ...(zone.storageClass && { storageClassName: zone.storageClass }),
    },
  }));
}

function fileSetOf({ name, values }: ContainerParts, part: PodPart, mount: Mount): FileSet | undefined {
  const files = filesOf(mount);
  return files && fileSet(fileObjectName(name, part, mount), files, values);
}

function volumeOf(mount: Mount, files: FileSet | undefined, { part, name }: Place): k8s.Volume | undefined {
  const { volume, empty, projected, mode } = mount;
  if (volume !== undefined) return persistentVolume(name);
  if (empty !== undefined) return emptyVolume(empty);
  if (projected) return projectedVolume(name, projected, files, part.name, mode);
  return files && filesVolume(name, files, mode);
}

function volumeMount({ file, path, subPath, readOnly, ...source }: Mount, name: string): k8s.VolumeMount {
  const inside = file === undefined ? subPath : fileName(path);
  const kept = source.volume !== undefined || source.each !== undefined || source.empty !== undefined;
  return {
    name,
    mountPath: path,
    ...(inside !== undefined && { subPath: inside }),
    ...((readOnly || !kept) && { readOnly: true }),
  };
}

/** Name of the volume in the pod: parts that name the same volume or empty folder share it. */
function volumeName(container: string, part: PodPart, mount: Mount): string {
  const { volume, each, empty } = mount;
  if (volume !== undefined) return dnsName(volume);
  if (each) return each.name;
  if (empty !== undefined) return typeof empty === "string" ? empty : empty.name;
  return fileVolumeName(fileObjectName(container, part, mount));
}
