import type { Manifest } from "../../constructs/manifest.ts";
import { richManifests } from "./rich-manifests.ts";

/** The rich manifests after an edit that updates, replaces, deletes and creates something. */
export function changedManifests(project: string): Manifest[] {
  const kept = richManifests(project).filter(({ kind }) => kind !== "CronJob" && kind !== "HorizontalPodAutoscaler");
  const edited = kept.map((manifest): Manifest => {
    if (manifest.kind === "ConfigMap") return { ...manifest, data: { EMPTY: "no longer" } };
    if (manifest.kind !== "Service" || manifest.metadata.name !== "db") return manifest;
    const { clusterIP: _headless, ...spec } = manifest.spec as Record<string, unknown>;
    return { ...manifest, spec };
  });
  const settings = kept.find(({ kind }) => kind === "ConfigMap")!;
  return [...edited, { ...settings, metadata: { ...settings.metadata, name: "more-settings" } }];
}
