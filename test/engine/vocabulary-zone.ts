import assert from "node:assert/strict";
import { after, before } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import { formatDiagnostic } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import type { ContainerSpec, ProjectSpec } from "../../constructs/spec.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { builtInKind } from "../../engine/kubernetes/built-in-kinds.ts";
import { readCredentials } from "../../engine/kubernetes/credentials.ts";
import { Transport } from "../../engine/kubernetes/transport.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Plan } from "../../engine/plan-types.ts";
import { projectStatus } from "../../engine/project-status.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import type { Zone } from "../../engine/zone.ts";
import type { LiveObject, ZoneClient } from "../../engine/zone-client.ts";
import { testZone } from "../support/local-zone.ts";
import { TestDeployments } from "./deploy-request.ts";
import { uniqueName } from "./zone-under-test.ts";

// biome-ignore lint/suspicious/noExplicitAny: the shapes are Kubernetes' own
export type Loose = any;
export type Words = Partial<ContainerSpec> & { readonly name: string };

/** Tests wait for what is asked for as long as this, in ms, which is no statement. */
export const WAIT = { deadline: 300_000 };
const IMAGE = "nginx:1.29";

/**
 * For the surrounding `describe`: what simulated nodes can show of the vocabulary. API server, controllers and scheduler are
 * real, pods are without processes. Its projects are removed afterwards.
 */
export function wordsInZone() {
  let zone: Zone;
  let client: ZoneClient;
  let transport: Transport;
  let deployments: TestDeployments;
  const namespaces: string[] = [];

  before(async () => {
    zone = await testZone();
    client = await connectZone(zone);
    transport = new Transport("test", await readCredentials(zone));
    deployments = await TestDeployments.in(zone);
  });
  after(async () => {
    await Promise.all(namespaces.map((name) => client.delete(`/Namespace//${name}`)));
    await transport.close();
    await client.close();
    await deployments.end();
  });

  function newProject(): string {
    const name = uniqueName("words");
    namespaces.push(name);
    return name;
  }

  function manifestsOf(
    project: string,
    containers: readonly Words[],
    more: Partial<ProjectSpec> = {},
    context: Partial<ZoneContext> = {},
  ): readonly Manifest[] {
    const spec = {
      project: { name: project },
      containers: containers.map((one) => ({ image: IMAGE, ...one })),
      ...more,
    };
    const { value, diagnostics } = compileSpec(spec, { ...zone.context, ...context });
    assert.ok(value, diagnostics.map(formatDiagnostic).join("\n"));
    return value.manifests;
  }

  /** Applies, waits until it is ready, and looks whether planning again finds nothing to do. */
  async function settle(project: string, manifests: readonly Manifest[]): Promise<ZoneResult> {
    const result = await deployments.up(project, manifests, {}, { wait: WAIT });
    assert.deepEqual([result.outcome, result.errors], ["succeeded", []]);
    await unchanged(project, manifests);
    return result;
  }

  async function unchanged(project: string, manifests: readonly Manifest[]): Promise<void> {
    const again = await deployments.up(project, manifests);
    assert.equal(again.outcome, "unchanged", JSON.stringify(planned()?.changes));
  }

  function planned(): Plan | undefined {
    return deployments.events.flatMap((event) => (event.type === "plan" ? [event.plan] : []))[0];
  }

  async function list(key: string, namespace: string): Promise<readonly LiveObject[]> {
    const { items } = await client.list(builtInKind(key), { namespace });
    return items.filter(({ metadata }) => !metadata.deletionTimestamp);
  }

  async function standing(project: string) {
    const { containers } = await projectStatus(client, { project, namespace: project });
    return containers;
  }

  /** In a `before` of one's own or later. */
  const reached = () => ({ zone, client, transport, deployments });

  return { reached, newProject, manifestsOf, settle, unchanged, planned, list, standing };
}
