import type { Schema } from "../../../api/client/types.ts";

export type LiveVolume = Schema<"Volume">;
export type ZoneVolumes = Schema<"Volumes">["zones"][number];

export interface PlacedVolume {
  readonly zone: string;
  readonly volume: LiveVolume;
}

export interface VolumeRow {
  readonly key: string;
  readonly name: string;
  /**
   * `defined`: the definition names it · `replica`: it belongs to one replica of a container · `left`: it is in a zone, and
   * the definition does not name it any more
   */
  readonly kind: "defined" | "replica" | "left";
  readonly size: string;
  readonly access: string;
  /** Which container mounts it where, as the definition says: `db at /var/lib/postgresql/data`. */
  readonly mounts: readonly string[];
  /** Containers that the definition, or a pod of theirs, ties to it. */
  readonly containers: readonly string[];
  readonly places: readonly PlacedVolume[];
}

/**
 * Volumes of the definition in its order, then what zones hold beside them.
 *
 * @param tree undefined: it is not known, so that nothing counts as left over
 */
export function volumeRows(
  tree: Pick<Schema<"Tree">, "nodes" | "references"> | undefined,
  zones: readonly ZoneVolumes[],
): readonly VolumeRow[] {
  const { nodes, references } = tree ?? { nodes: [], references: [] };
  const placed = zones.flatMap(({ zone, volumes }) => volumes.map((volume) => ({ zone, volume })));
  const nameOf = new Map(nodes.map(({ path, name }) => [path, name]));
  const defined = nodes
    .filter(({ kind }) => kind === "volume")
    .map((node): VolumeRow => {
      const mounting = references.filter(({ kind, to }) => kind === "mount" && to === node.path);
      const places = placed.filter(({ volume }) => volume.path === node.path);
      const containers = mounting.map(({ from }) => nameOf.get(from) ?? from);
      return {
        key: node.path,
        name: node.name,
        kind: "defined",
        size: node.facts.size ?? "",
        access: node.facts.access ?? "one",
        mounts: mounting.map(({ from, label }) => `${nameOf.get(from) ?? from}${label ? ` at ${label}` : ""}`),
        containers: unique([...containers, ...places.flatMap(({ volume }) => volume.usedBy)]),
        places,
      };
    });
  const known = new Set(defined.map(({ key }) => key));
  const others = placed.filter(({ volume: { path } }) => path === null || !known.has(path));
  return [
    ...defined,
    ...[...groupedByName(others)].map(([key, places]): VolumeRow => {
      const { name, path, container, requested, access } = (places[0] as PlacedVolume).volume;
      const isLeft = path === null ? container !== null && !hasContainer(nodes, container) : true;
      return {
        key,
        name,
        kind: tree && isLeft ? "left" : "replica",
        size: requested,
        access,
        mounts: [],
        containers: unique([...(container ? [container] : []), ...places.flatMap(({ volume }) => volume.usedBy)]),
        places,
      };
    }),
  ];
}

function groupedByName(places: readonly PlacedVolume[]): ReadonlyMap<string, readonly PlacedVolume[]> {
  const groups = new Map<string, PlacedVolume[]>();
  for (const place of places) {
    const key = place.volume.path ?? `replica ${place.volume.name}`;
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return groups;
}

function hasContainer(nodes: readonly Schema<"TreeNode">[], container: string): boolean {
  return nodes.some(({ kind, name }) => kind === "container" && name === container);
}

const unique = (names: readonly string[]) => [...new Set(names)];
