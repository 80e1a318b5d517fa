import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Manifest } from "../../constructs/manifest.ts";
import { DEFAULT_CLAIM } from "../../constructs/zone-context.ts";
import { localStackHost } from "../../engine/stack-host.ts";
import type { Zone } from "../../engine/zone.ts";
import type { StackHost } from "../../stacks/update.ts";
import { evaluate } from "../../templates/evaluate.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import { resolveTool } from "../../toolchain/resolve.ts";
import { testZone } from "../support/local-zone.ts";
import { tryInZone } from "./try-in-zone.ts";

/** The catalog's judge must be able to say no. */
describe("trying a project in a zone", function () {
  this.timeout(600_000);
  let zone: Zone;
  let host: StackHost;
  let folder: string;

  before(async () => {
    const { context, ...rest } = await testZone();
    zone = { ...rest, context: { ...context, claim: { ...DEFAULT_CLAIM, services: 2, memory: "2Gi" } } };
    folder = mkdtempSync(join(tmpdir(), "espalier-try-"));
    host = localStackHost(dirname((await resolveTool("pulumi")).path), { ESPALIER_HOME: folder });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  async function evaluated(name: string, containers: readonly object[]): Promise<Evaluation> {
    const { value, diagnostics } = await evaluate({
      file: join(folder, "espalier.json"),
      text: JSON.stringify({ project: { name }, containers }),
      zone: zone.context,
      variables: {},
      generated: { get: async (_project, _variable, draw) => draw() },
    });
    assert.ok(value, JSON.stringify(diagnostics));
    return value;
  }

  /** The project with its first Deployment changed, as no definition can have it. */
  async function tampered(name: string, change: (pod: Record<string, unknown>) => void): Promise<Evaluation> {
    const value = await evaluated(name, [{ name: "web", image: "nginx:1.29" }]);
    const manifests = structuredClone(value.tree.manifests) as Manifest[];
    const workload = manifests.find(({ kind }) => kind === "Deployment") as Manifest;
    change((workload.spec as { template: { spec: Record<string, unknown> } }).template.spec);
    return { ...value, tree: { ...value.tree, manifests } };
  }

  it("takes what is fine, and leaves nothing behind", async () => {
    const tried = await tryInZone(await evaluated("judge-fine", [{ name: "web", image: "nginx:1.29" }]), zone, host);
    assert.deepEqual(tried, { accepted: true, plannedEmpty: true, failures: [] });
  });

  it("finds what Pod Security refuses only once there are pods", async () => {
    const evaluation = await tampered("judge-host", (pod) => {
      pod.volumes = [{ name: "host", hostPath: { path: "/etc" } }];
    });
    const { accepted, failures } = await tryInZone(evaluation, zone, host);
    assert.equal(accepted, false);
    assert.match(failures[0]?.reason ?? "", /PodSecurity "baseline/);
  });

  it("finds what the quota refuses, and what adds up to more than it holds", async () => {
    const containers = ["a", "b", "c"].map((name) => ({ name, image: "nginx:1.29", options: { ports: [80] } }));
    const many = await tryInZone(await evaluated("judge-many", containers), zone, host);
    assert.equal(many.accepted, false);
    assert.match(many.failures[0]?.reason ?? "", /services/);
    const large = await tampered("judge-large", (pod) => {
      const [container] = pod.containers as { resources: unknown }[];
      if (container) container.resources = { requests: { memory: "3Gi", cpu: "1" }, limits: { memory: "3Gi" } };
    });
    const { failures } = await tryInZone(large, zone, host);
    assert.match(failures[0]?.reason ?? "", /memory/);
  });

  it("finds fields that Kubernetes does not have", async () => {
    const evaluation = await tampered("judge-unknown", (pod) => {
      pod.hostNetworking = false;
    });
    const { failures } = await tryInZone(evaluation, zone, host);
    assert.match(failures[0]?.reason ?? "", /hostNetworking/);
  });
});
