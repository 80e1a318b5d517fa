import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { type Manifest, objectId } from "../../constructs/manifest.ts";
import type { Secrets } from "../../templates/evaluation.ts";
import { errorDiagnostic } from "../error-diagnostic.ts";
import { kindKey } from "../kubernetes/object-path.ts";
import type { LiveState } from "../live-state.ts";
import type { Plan } from "../plan-types.ts";
import { revealManifest } from "../reveal.ts";
import { hasRolloutDefaults } from "../rollout-defaults.ts";
import type { SealedValues } from "../seal.ts";
import { type ZoneClient, ZoneError } from "../zone-client.ts";
import { stampManifest } from "./applied-hash.ts";

/** Exists in every cluster. */
const STAND_IN_NAMESPACE = "default";

/**
 * Lets the API server check what the plan would write, by dry runs: schema, admission, quota, webhooks.
 *
 * Objects of a namespace that does not exist yet are checked in the namespace `default`, with what only holds there (its
 * quota, objects of the same name) left aside. Not checked is what the old
 * objects are in the way of: replacements, and changes of the type of rollout.
 */
export async function checkOnServer(
  client: ZoneClient,
  plan: Plan,
  live: LiveState,
  values: SealedValues,
  secrets: Secrets,
): Promise<Diagnostic[]> {
  const written = new Set(
    plan.changes.filter(({ operation }) => operation === "create" || operation === "update").map(({ id }) => id),
  );
  const known = plan.manifests.filter((manifest) => {
    const id = objectId(manifest);
    return written.has(id) && live.kinds.has(kindKey(manifest)) && !hasRolloutDefaults(manifest, live.objects.get(id));
  });
  const checks = known.map(async (manifest) => {
    const body = revealManifest(stampManifest(manifest, live.bookkeeping.revision + 1), values);
    const standIn = !live.namespace && manifest.metadata.namespace !== undefined;
    try {
      await client.apply(standIn ? inNamespace(body, STAND_IN_NAMESPACE) : body, { dryRun: true });
      return [];
    } catch (error) {
      return standIn && holdsOnlyThere(error) ? [] : [errorDiagnostic(error, plan.zone, secrets)];
    }
  });
  return (await Promise.all(checks)).flat();
}

function inNamespace(manifest: Manifest, namespace: string): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function holdsOnlyThere(error: unknown): boolean {
  return error instanceof ZoneError && (error.kind === "quota" || /immutable|forbidden: .*update/.test(error.message));
}
