import type { Manifest } from "../../constructs/manifest.ts";
import type { Tree } from "../../constructs/tree.ts";
import { type PreparedUpdate, prepareUpdate } from "../../engine/plan.ts";
import { stampManifest } from "../../engine/planning/applied-hash.ts";
import { revealManifest } from "../../engine/reveal.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import type { Secrets } from "../../templates/evaluation.ts";

export const TEST_KEY = new SecretKey(Buffer.alloc(32, 7));

/** A tree of ready-made manifests, for tests that are not about constructs. */
export function treeOf(project: string, manifests: readonly Manifest[], zone = "test"): Tree {
  const root = { path: project, kind: "project" as const, name: project, tags: [], facts: {}, objects: [] };
  return { project, namespace: project, zone, manifests, nodes: [root], references: [], notes: [] };
}

export function prepare(client: ZoneClient, tree: Tree, secrets: Secrets = new Map()): Promise<PreparedUpdate> {
  return prepareUpdate({ tree, secrets, client, key: TEST_KEY });
}

/** Writes what a plan says should be created or updated, one object after the other, without Pulumi. */
export async function applyDirectly(client: ZoneClient, { plan, sealed }: PreparedUpdate): Promise<void> {
  for (const manifest of sealed.manifests)
    await client.apply(revealManifest(stampManifest(manifest, 1), sealed.values));
  for (const { id } of plan.changes.filter(({ operation }) => operation === "delete"))
    await client.delete(id, { wait: true });
}
