import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { LABEL, type Manifest } from "../../constructs/manifest.ts";
import { deployProject } from "../../engine/deploy.ts";
import { destroyProject } from "../../engine/destroy.ts";
import { generatedValues } from "../../engine/generated-values.ts";
import { BUILT_IN_KINDS } from "../../engine/kubernetes/built-in-kinds.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { previewProject } from "../../engine/preview.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { evaluate } from "../../templates/evaluate.ts";
import { testZone } from "../support/local-zone.ts";
import { TestDeployments } from "./deploy-request.ts";
import { TEST_KEY } from "./fixture-project.ts";

const FILE = fileURLToPath(new URL("../../templates/gallery/example/espalier.json", import.meta.url));
const PROJECT = { project: "example_project", namespace: "example-project" };

/** The definition of the founding document, as it stands there. */
describe("the founding example", () => {
  let zone: Zone;
  let client: ZoneClient;
  let deployments: TestDeployments;
  const variables: Record<string, string> = {};
  let home = "";

  before(async () => {
    zone = await testZone();
    client = await connectZone(zone);
    deployments = await TestDeployments.in(zone);
    home = await mkdtemp(join(tmpdir(), "espalier-founding-"));
  });
  after(async () => {
    await client.close();
    await deployments.end();
    await rm(home, { recursive: true, force: true });
  });

  const evaluateExample = async ({ context }: Zone) => {
    const { value, diagnostics } = await evaluate({
      file: FILE,
      zone: context,
      variables,
      generated: generatedValues(TEST_KEY, { ESPALIER_HOME: home }),
    });
    if (!value) throw new DiagnosticsError(diagnostics);
    return value;
  };
  const request = () => ({ ...deployments.shared(), zones: [zone], key: TEST_KEY, evaluate: evaluateExample });

  async function kinds(): Promise<Record<string, number>> {
    const count: Record<string, number> = {};
    for (const { kind } of await everything()) count[kind] = (count[kind] ?? 0) + 1;
    return count;
  }

  async function everything(): Promise<readonly Manifest[]> {
    const labelSelector = `${LABEL.managedBy}=espalier,${LABEL.project}=${PROJECT.project}`;
    const lists = [...BUILT_IN_KINDS.values()].map((kind) => client.list(kind, { labelSelector }));
    return (await Promise.all(lists)).flatMap(({ items }) => items.filter(({ metadata }) => !metadata.ownerReferences));
  }

  it("creates all that it takes, and gets ready", async () => {
    const [result] = await deployProject(request());
    assert.deepEqual([result?.outcome, result?.errors], ["succeeded", []]);
    const { NetworkPolicy: policies = 0, Secret: secrets = 0, Service: services = 0, ...others } = await kinds();
    assert.ok(policies >= 4 && secrets >= 1 && services >= 1, JSON.stringify({ policies, secrets, services }));
    assert.deepEqual(others, {
      Namespace: 1,
      ResourceQuota: 1,
      LimitRange: 1,
      ServiceAccount: 1,
      Deployment: 3,
      Ingress: 1,
    });
    const ingress = (await everything()).find(({ kind }) => kind === "Ingress");
    assert.ok((ingress?.spec as { tls?: unknown[] } | undefined)?.tls?.length, "it has no TLS");
    assert.match(result?.addresses[0] ?? "", /^https:\/\/backend-service/);
  });

  it("has an empty preview right after", async () => {
    const [preview] = await previewProject(request());
    assert.deepEqual([preview?.errors, preview?.plan?.changes], [[], []]);
  });

  it("updates just what uses a variable when it changes", async () => {
    variables.db_host = "other-database";
    const [preview] = await previewProject(request());
    assert.deepEqual(
      new Set(preview?.plan?.changes.map(({ path }) => path.split("/")[1])),
      new Set(["backend_service", "backup_service"]),
    );
    const [result] = await deployProject(request());
    assert.equal(result?.outcome, "succeeded");
    assert.deepEqual((await previewProject(request()))[0]?.plan?.changes, []);
  });

  it("shows its password nowhere", async () => {
    variables.db_password = "canary-of-the-example";
    const said = [await previewProject(request()), await deployProject(request()), deployments.events];
    const text = JSON.stringify(said);
    assert.ok(!text.includes("canary-of-the-example"));
    assert.match(text, /⟦secret:db_password#[0-9a-f]{16}⟧/u);
  });

  it("leaves nothing when it is destroyed", async () => {
    const [result] = await destroyProject({ ...request(), ...PROJECT });
    assert.deepEqual([result?.outcome, result?.errors], ["succeeded", []]);
    assert.deepEqual(await everything(), []);
  });
});
