import { z } from "zod";
import type { LiveVolume } from "../../engine/project-volumes.ts";
import { time, zoneName } from "../operations/names.ts";
import { DiagnosticView } from "./diagnostic.ts";

export const VolumeView = z
  .strictObject({
    name: z.string().describe("In the zone."),
    path: z.string().nullable().describe("Construct path; null for the volume of a single replica."),
    container: z.string().nullable().describe("The container whose replica it belongs to; null when it is shared."),
    phase: z
      .enum(["pending", "bound", "lost"])
      .describe("pending: there is no storage for it yet. lost: its storage is gone."),
    requested: z.string().describe("As Kubernetes writes amounts: `10Gi`."),
    capacity: z.string().nullable().describe("What it got; null before."),
    access: z.enum(["one", "many"]).describe("many: pods on several nodes may use it."),
    storageClass: z.string().nullable(),
    usedBy: z.array(z.string()).describe("Containers with a pod that mounts it now."),
    createdAt: time,
  })
  .meta({ id: "Volume" });

export const VolumesView = z
  .strictObject({
    zones: z
      .array(
        z.strictObject({
          zone: zoneName,
          volumes: z.array(VolumeView).describe("By name; those too that stayed when their container was removed."),
          error: DiagnosticView.nullable().describe("Why the zone cannot be asked."),
        }),
      )
      .describe("By name."),
  })
  .meta({ id: "Volumes" });

export function viewVolume(volume: LiveVolume): z.output<typeof VolumeView> {
  const { name, path, container, phase, requested, capacity, access, storageClass, usedBy, createdAt } = volume;
  return {
    name,
    path: path ?? null,
    container: container ?? null,
    phase,
    requested,
    capacity: capacity ?? null,
    access,
    storageClass: storageClass ?? null,
    usedBy: [...usedBy],
    createdAt: new Date(createdAt).toISOString(),
  };
}
