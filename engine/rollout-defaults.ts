import type { Manifest } from "../constructs/manifest.ts";
import { kindKey } from "./kubernetes/object-path.ts";
import { appliedFields } from "./planning/field-set.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

/** Field manager that takes over defaults to remove them. */
const REMOVER = "espalier-rollout";

/** The field that says how pods are replaced, and the type that may not have `rollingUpdate` beside it. */
const ROLLOUTS: Readonly<Record<string, readonly [field: string, type: string]>> = {
  "apps/Deployment": ["strategy", "Recreate"],
  "apps/StatefulSet": ["updateStrategy", "OnDelete"],
};

interface Rollout {
  readonly type?: string;
  readonly rollingUpdate?: object;
}

/**
 * Whether the API server would refuse the manifest because of `rollingUpdate`, which it filled in itself for another type
 * of rollout. Nobody owns it then, so that a server-side apply does not remove it (kubernetes/kubernetes#89711).
 */
export function hasRolloutDefaults(manifest: Manifest, live: LiveObject | undefined): boolean {
  const [field, type] = ROLLOUTS[kindKey(manifest)] ?? [];
  if (!live || !field) return false;
  // What is ours goes with the apply that no longer names it.
  const isOurs = appliedFields(live)?.["f:spec"]?.[`f:${field}`]?.["f:rollingUpdate"] !== undefined;
  return rolloutOf(manifest, field).type === type && rolloutOf(live, field).rollingUpdate !== undefined && !isOurs;
}

/** Removes `rollingUpdate`: a manager of its own takes it over, and then no longer wants it. Changes nothing else. */
export async function removeRolloutDefaults(client: ZoneClient, manifest: Manifest, live: LiveObject): Promise<void> {
  const [field = "", type] = ROLLOUTS[kindKey(manifest)] ?? [];
  await applyRollout(client, manifest, { [field]: rolloutOf(live, field) });
  await applyRollout(client, manifest, { [field]: { type } });
}

/** Afterwards the manifest alone decides. */
export async function endRemoval(client: ZoneClient, manifest: Manifest): Promise<void> {
  await applyRollout(client, manifest, undefined);
}

async function applyRollout(client: ZoneClient, { apiVersion, kind, metadata }: Manifest, spec: object | undefined) {
  const { name, namespace } = metadata;
  const part = { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, ...(spec && { spec }) };
  await client.apply(part, { fieldManager: REMOVER });
}

function rolloutOf({ spec }: Manifest, field: string): Rollout {
  return (spec as Readonly<Record<string, Rollout>> | undefined)?.[field] ?? {};
}
