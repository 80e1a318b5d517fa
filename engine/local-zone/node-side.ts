import type { Manifest } from "../../constructs/manifest.ts";
import type { LOCAL_ZONE_TOOLS } from "../../toolchain/tools.ts";
import type { ZonePorts } from "./ports.ts";
import type { ZoneFolder } from "./zone-folder.ts";
import type { ZoneProcess } from "./zone-process.ts";

/** Absolute paths of the programs of a local zone. */
export type LocalZonePrograms = Readonly<Record<(typeof LOCAL_ZONE_TOOLS)[number], string>>;

/**
 * What runs the pods of a local zone. The control plane beside it is the same whatever it is, so simulated nodes can be
 * exchanged for real ones.
 */
export interface NodeSide {
  /** Names of its processes, in the order in which they start. */
  readonly processNames: readonly string[];
  /** Writes what its processes read; called before each start. */
  prepare(folder: ZoneFolder, ports: ZonePorts): void;
  processes(folder: ZoneFolder, programs: LocalZonePrograms): readonly ZoneProcess[];
  /** Arguments that the controller manager needs for it, such as who makes volumes. */
  readonly controllerManagerArgs: readonly string[];
  /** Objects that it needs in the zone: its nodes, its StorageClass. */
  objects(nodes: number): readonly Manifest[];
}
