import assert from "node:assert/strict";
import { compileSpec } from "../../constructs/compile.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { testZone } from "../support/local-zone.ts";
import { TestDeployments } from "./deploy-request.ts";
import { uniqueName } from "./zone-under-test.ts";

describe("a volume that is in use", () => {
  let zone: Zone;
  let client: ZoneClient;
  let deployments: TestDeployments;
  const project = uniqueName("volume");

  before(async () => {
    zone = await testZone();
    client = await connectZone(zone);
    deployments = await TestDeployments.in(zone);
  });
  after(async () => {
    await client.delete(`/Namespace//${project}`);
    await client.close();
    await deployments.end();
  });

  function manifests(size: string): readonly Manifest[] {
    const options = { volumes: [{ volume: "data", path: "/data" }] };
    const spec = {
      project: { name: project },
      containers: [{ name: "db", image: "postgres:18", options }],
      volumes: [{ name: "data", size }],
    };
    const { value, diagnostics } = compileSpec(spec, zone.context);
    assert.ok(value, JSON.stringify(diagnostics));
    return value.manifests;
  }

  const claim = () => client.get(`/PersistentVolumeClaim/${project}/data`);
  const up = (size: string) => deployments.up(project, manifests(size), {}, { wait: {} });

  it("is replaced: its pods end, the claim goes, and new pods mount the new one", async () => {
    const first = await up("2Gi");
    assert.deepEqual([first.outcome, first.errors], ["succeeded", []]);
    const before = await claim();
    const second = await up("1Gi");
    assert.deepEqual([second.outcome, second.errors, second.replaced], ["succeeded", [], 1]);
    const after = await claim();
    assert.notEqual(after?.metadata.uid, before?.metadata.uid);
    assert.equal(after?.status?.phase, "Bound");
  });

  it("that somebody deletes by hand is on its way out, so the plan replaces it", async () => {
    await client.delete(`/PersistentVolumeClaim/${project}/data`);
    const third = await up("1Gi");
    assert.deepEqual([third.outcome, third.errors, third.replaced], ["succeeded", [], 1]);
    const again = await up("1Gi");
    assert.equal(again.outcome, "unchanged");
  });
});
