import type { Manifest } from "../../constructs/manifest.ts";
import { deployProject } from "../../engine/deploy.ts";
import { destroyProject } from "../../engine/destroy.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { planProject, prepareUpdate } from "../../engine/plan.ts";
import { stampManifest } from "../../engine/planning/applied-hash.ts";
import { quotaNotes } from "../../engine/planning/quota-note.ts";
import { revealManifest } from "../../engine/reveal.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import type { StackHost } from "../../stacks/update.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import { until } from "../support/until.ts";
import { type Failure, reasonOf } from "./compile-file.ts";
import { podsOf } from "./pods-of.ts";

/** What a project's namespace is before anything runs in it: its labels, its quota, its defaults, its account. */
const SURROUNDINGS: ReadonlySet<string> = new Set(["Namespace", "ResourceQuota", "LimitRange", "ServiceAccount"]);

const KEY = new SecretKey(Buffer.alloc(32, 7));

/** What a zone made of a project. */
export interface Tried {
  /** The API server takes every object, in a namespace with our quota and our Pod Security labels; then it took them. */
  readonly accepted: boolean;
  readonly plannedEmpty: boolean;
  readonly failures: readonly Failure[];
}

/** Tries a compiled project in a zone: dry runs, then the engine's own deploy, a plan, and the engine's destroy. */
export async function tryInZone(evaluation: Evaluation, zone: Zone, host: StackHost): Promise<Tried> {
  const client = await connectZone(zone);
  try {
    const refused = await dryRun(client, evaluation);
    const deployed = await deploy(evaluation, zone, host);
    const planned = deployed.length ? [] : await planAgain(client, evaluation);
    const left = await destroy(evaluation, zone, host);
    const failures = [...failed("accept", [...refused, ...deployed]), ...failed("plan", planned)];
    return {
      accepted: refused.length + deployed.length === 0,
      plannedEmpty: deployed.length + planned.length === 0,
      failures: [...failures, ...failed("destroy", left)],
    };
  } finally {
    await client.close();
  }
}

function failed(step: Failure["step"], reasons: readonly string[]): Failure[] {
  return reasons.length ? [{ step, reason: [...new Set(reasons)].join(" | ") }] : [];
}

/**
 * The namespace is made for real, so that its quota and its Pod Security labels count; the rest is tried by dry runs, and
 * so are the pods that workloads would make, which is where Pod Security and the quota bite.
 */
async function dryRun(client: ZoneClient, { tree, secrets }: Evaluation): Promise<string[]> {
  const { sealed } = await prepareUpdate({ tree, secrets, client, key: KEY });
  const manifests = sealed.manifests.map((manifest) => revealManifest(stampManifest(manifest, 1), sealed.values));
  for (const manifest of manifests.filter(({ kind }) => SURROUNDINGS.has(kind))) await client.apply(manifest);
  await quotaInForce(client, tree.namespace);
  const rest = manifests.filter(({ kind }) => !SURROUNDINGS.has(kind));
  const answers = await Promise.all([...rest, ...rest.flatMap(podsOf)].map((manifest) => refusal(client, manifest)));
  const exceeded = quotaNotes(tree.manifests).filter(({ severity }) => severity === "warning");
  return [...answers.flat(), ...exceeded.map(({ message, got, allowed }) => `${message}: ${got}, ${allowed}`)];
}

async function refusal(client: ZoneClient, manifest: Manifest): Promise<string[]> {
  try {
    await client.apply(manifest, { dryRun: true });
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Until the controller manager has counted, no quota is enforced. */
async function quotaInForce(client: ZoneClient, namespace: string): Promise<void> {
  await until(`the quota of ${namespace} is in force`, async () => {
    const quotas = await client.list(
      { group: "", version: "v1", kind: "ResourceQuota", plural: "resourcequotas", namespaced: true },
      { namespace },
    );
    return quotas.items.every(({ status }) => status?.hard !== undefined);
  });
}

async function deploy(evaluation: Evaluation, zone: Zone, host: StackHost): Promise<string[]> {
  const [result] = await deployProject({
    zones: [zone],
    evaluate: async () => evaluation,
    key: KEY,
    wait: false,
    host: async () => host,
    onEvent: () => {},
  });
  return result?.errors.length ? [reasonOf(result.errors)] : [];
}

async function planAgain(client: ZoneClient, { tree, secrets }: Evaluation): Promise<string[]> {
  const { changes } = await planProject({ tree, secrets, client, key: KEY });
  return changes.map(({ operation, id, fields }) => {
    const differences = fields.map(({ path, from, to }) => `${path} ${JSON.stringify(from)} → ${JSON.stringify(to)}`);
    return `${operation} ${id}: ${differences.join(", ")}`;
  });
}

async function destroy({ tree }: Evaluation, zone: Zone, host: StackHost): Promise<string[]> {
  const { project, namespace } = tree;
  const request = { project, namespace, zones: [zone], key: KEY, host: async () => host, onEvent: () => {} };
  const [result] = await destroyProject(request);
  return result?.errors.length ? [reasonOf(result.errors)] : [];
}
