import assert from "node:assert/strict";
import { type Manifest, objectId } from "../../constructs/manifest.ts";
import { diffManifest } from "../../engine/diff-manifest.ts";
import { readCredentials } from "../../engine/kubernetes/credentials.ts";
import { kindKey, objectPath } from "../../engine/kubernetes/object-path.ts";
import { Transport } from "../../engine/kubernetes/transport.ts";
import { stampManifest } from "../../engine/planning/applied-hash.ts";
import { replaceReason } from "../../engine/planning/replace-rules.ts";
import { isSecret, mergedSecret, sealLiveSecret } from "../../engine/planning/seal-live-secret.ts";
import { revealManifest } from "../../engine/reveal.ts";
import { sealManifests } from "../../engine/seal.ts";
import { type LiveObject, type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import { TEST_KEY } from "./fixture-project.ts";
import { type Mutation, mutations } from "./mutations.ts";
import { richManifests } from "./rich-manifests.ts";
import { clientUnderTest, uniqueName, zoneUnderTest } from "./zone-under-test.ts";

const secrets = new Map([["password", "hunter2-canary"]]);

describe("the difference between a manifest and a live object", function () {
  this.timeout(900_000);
  const project = uniqueName("diff");
  const manifests = richManifests(project);
  let client: ZoneClient;
  let transport: Transport;

  before(async () => {
    client = await clientUnderTest();
    transport = new Transport("test", await readCredentials(await zoneUnderTest()));
    for (const manifest of manifests) await apply(manifest);
  });
  after(async () => {
    await client.delete(`/Namespace//${project}`);
    await Promise.all([client.close(), transport.close()]);
  });

  function sealed(manifest: Manifest) {
    const { value } = sealManifests([manifest], secrets, TEST_KEY);
    return { manifest: value!.manifests[0]!, values: value!.values };
  }

  async function apply(manifest: Manifest): Promise<LiveObject> {
    const { manifest: one, values } = sealed(manifest);
    return client.apply(revealManifest(stampManifest(one, 1), values));
  }

  function diff(manifest: Manifest, live: LiveObject) {
    const { manifest: one, values } = sealed(manifest);
    return isSecret(one)
      ? diffManifest(mergedSecret(one), sealLiveSecret(live, one, values, TEST_KEY))
      : diffManifest(one, live);
  }

  async function read(manifest: Manifest): Promise<LiveObject> {
    return (await client.get(objectId(manifest)))!;
  }

  it("is nothing right after it was applied", async () => {
    for (const manifest of manifests) assert.deepEqual(diff(manifest, await read(manifest)), [], objectId(manifest));
  });

  it("is found for every field that is removed or altered, and is gone once applied, there and back", async () => {
    const tried = await Promise.all(manifests.map((manifest) => changeEveryField(manifest)));
    assert.ok(tried.flat().length > 250, `only ${tried.flat().length} mutations were accepted`);
  });

  /** What the API server does not accept is left out, unless it refuses to change it in place: then we must know. */
  async function changeEveryField(manifest: Manifest): Promise<Mutation[]> {
    const accepted: Mutation[] = [];
    let live = await read(manifest);
    for (const mutation of mutations(manifest).filter((each) => !isOneWay(manifest, each))) {
      const where = `${objectId(manifest)}: ${mutation.how} ${mutation.path}`;
      const found = diff(mutation.manifest, live);
      const after = await apply(mutation.manifest).catch((error: unknown) => {
        assertForeseen(error, found.length > 0 && replaceReason(live, found) !== undefined, where);
      });
      if (!after) continue;
      assert.deepEqual(diff(mutation.manifest, after), [], `${where}: still different after it was applied`);
      const changed = body(after) !== body(live);
      assert.ok(found.length > 0 || !changed, `${where}: not found`);
      assert.ok(diff(manifest, after).length > 0 || !changed, `${where}: not found on the way back`);
      live = await apply(manifest).catch((error: unknown) => assert.fail(`${where}: no way back: ${error}`));
      assert.deepEqual(diff(manifest, live), [], `${where}: still different on the way back`);
      accepted.push(mutation);
    }
    return accepted;
  }

  it("is found for every scalar that somebody else alters, and mended", async () => {
    const kinds = await client.kinds();
    const drift = async (manifest: Manifest) => {
      const url = objectPath(kinds.get(kindKey(manifest))!, manifest.metadata.namespace, manifest.metadata.name);
      let edits = 0;
      for (const { path, how, manifest: wanted } of mutations(manifest)) {
        if (how !== "alter" || isSecret(manifest) || isKey(path) || isOneWay(manifest, { path, how, manifest: wanted }))
          continue;
        const steps = path.split(".");
        const value = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], wanted);
        if (value === undefined) continue;
        const before = await read(manifest);
        const patch = [{ op: "replace", path: `/${steps.join("/")}`, value }];
        const edited = await transport
          .json<LiveObject>({
            method: "PATCH",
            path: `${url}?fieldManager=kubectl-edit`,
            body: patch,
            contentType: "application/json-patch+json",
            what: "edit",
          })
          .catch(() => undefined);
        if (!edited || body(edited) === body(before)) continue;
        assert.ok(diff(manifest, edited).length > 0, `${objectId(manifest)}: ${path} was edited, which is not found`);
        assert.equal(body(await apply(manifest)), body(before), `${objectId(manifest)}: ${path} is not mended`);
        edits++;
      }
      return edits;
    };
    const edits = await Promise.all(manifests.map(drift));
    assert.ok(edits.reduce((sum, each) => sum + each) > 50, String(edits));
  });

  it("leaves alone what others add", async () => {
    const web = manifests.find(({ kind }) => kind === "Deployment")!;
    const { apiVersion, kind, metadata } = web;
    const annotations = { "example.com/theirs": "1" };
    const theirs = { apiVersion, kind, metadata: { name: metadata.name, namespace: project, annotations } };
    await client.apply(theirs, { fieldManager: "somebody" });
    assert.deepEqual(diff(web, await read(web)), []);
    await apply(web);
    assert.equal((await read(web)).metadata.annotations?.["example.com/theirs"], "1");
  });

  it("shows an edit inside of a list that is owned as a whole", async () => {
    const policy = manifests.find(({ metadata }) => metadata.name === "internet")!;
    const wider = structuredClone(policy) as unknown as {
      spec: { egress: { to: { ipBlock: { except: string[] } }[] }[] };
    };
    wider.spec.egress[0]!.to[0]!.ipBlock.except.pop();
    const found = diff(wider as unknown as Manifest, await read(policy));
    assert.deepEqual(found, [
      { path: "spec.egress[0].to[0].ipBlock.except", from: ["10.0.0.0/8", "169.254.0.0/16"], to: ["10.0.0.0/8"] },
    ]);
  });

  it("names elements of lists by their keys", async () => {
    const web = manifests.find(({ kind }) => kind === "Deployment")!;
    const image = mutations(web).find(({ path, how }) => path.endsWith("containers.0.image") && how === "alter")!;
    assert.deepEqual(diff(image.manifest, await read(web)), [
      { path: "spec.template.spec.containers[web].image", from: "nginx:1.29", to: "nginx:1.29x" },
    ]);
  });
});

/** Fields in which the API server does not go back, whoever asks. */
function isOneWay({ kind }: Manifest, { path }: Mutation): boolean {
  if (kind === "PersistentVolumeClaim") return path.includes("storage");
  return (
    /volumes\.\d+\.(persistentVolumeClaim(\.claimName)?|secret|projected)$/.test(path) || path === "spec.clusterIP"
  );
}

function assertForeseen(error: unknown, foreseen: boolean, where: string): void {
  assert.ok(error instanceof ZoneError, String(error));
  const immutable = /field is immutable|updates to .* are forbidden|is immutable after creation/.test(error.message);
  const alsoInvalid = /Required value|empty selector|spec\.selector: Invalid value/.test(error.message);
  assert.ok(
    !immutable || foreseen || alsoInvalid,
    `${where}: needs a replacement, which the plan does not say: ${error.message}`,
  );
}

/** Without the number of pods where no manifest here names one: an autoscaler may set it at any moment. */
function body({ metadata: _metadata, status: _status, spec, ...fields }: LiveObject): string {
  const scaled = fields.kind === "Deployment" && { replicas: undefined };
  return JSON.stringify({ ...fields, spec: spec && { ...(spec as object), ...scaled } });
}

/** Another key is another element: one that somebody else has added, and that is theirs. */
function isKey(path: string): boolean {
  return /\.(name|containerPort|port|protocol|mountPath|topologyKey|whenUnsatisfiable)$/.test(path);
}
