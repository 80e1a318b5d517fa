import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Manifest, type ObjectId, objectId } from "../../constructs/manifest.ts";
import { SECRET_REFERENCE } from "../../constructs/secret-reference.ts";
import { runStackUpdate } from "../../stacks/run-update.ts";
import { type Decision, StackError, type StackEvent, type StackUpdate, type ZoneWriter } from "../../stacks/update.ts";
import { childrenOf } from "./processes.ts";
import { RecordingWriter } from "./recording-writer.ts";
import { deployment, shop } from "./shop.ts";
import { type TestHost, testHost } from "./stack-host.ts";

describe("an update of a stack", () => {
  let host: TestHost;
  let writer: RecordingWriter;
  let events: StackEvent[];

  before(async () => {
    host = await testHost();
  });
  after(() => host.remove());
  beforeEach(() => {
    writer = new RecordingWriter();
    events = [];
  });

  function update(project: string, manifests: readonly Manifest[], more: Partial<StackUpdate> = {}): Promise<void> {
    return runStackUpdate(host, {
      operation: "up",
      project,
      zone: "sofia-1",
      manifests,
      decide: () => "same",
      writer,
      onEvent: (event) => events.push(event),
      ...more,
    });
  }

  const destroy = (project: string) => update(project, [], { operation: "destroy" });

  const decideOn =
    (decisions: Record<ObjectId, Decision>) =>
    (id: ObjectId): Decision =>
      decisions[id] ?? "same";

  it("creates every object as it was given", async () => {
    await update("creates", shop());
    assert.deepEqual(
      [...writer.objects].sort(),
      shop()
        .map((manifest) => [objectId(manifest), manifest])
        .sort(),
    );
  });

  it("creates the namespace first, then what bounds it, then what pods need, then the rest", async () => {
    await update("ordered", shop());
    const order = [
      "/Namespace//shop",
      "/ResourceQuota/shop/claim",
      "/Secret/shop/secrets",
      "apps/Deployment/shop/web",
    ].map((id) => writer.indexOf(`apply ${id}`));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.ok(
      writer.indexOf("apply networking.k8s.io/NetworkPolicy/shop/closed") < writer.indexOf("apply /Service/shop/db"),
    );
  });

  it("reports each object when it is started and when it is done", async () => {
    await update("reported", shop());
    const of = events.filter(({ id }) => id === "apps/Deployment/shop/web");
    assert.deepEqual(of, [
      { id: "apps/Deployment/shop/web", operation: "create", state: "started" },
      { id: "apps/Deployment/shop/web", operation: "create", state: "done" },
    ]);
    assert.equal(events.length, 2 * shop().length);
  });

  it("writes nothing when all is decided to be the same, even if the state differs", async () => {
    await update("same", shop());
    writer.calls.length = 0;
    const changed = shop().map((manifest) => ({ ...manifest, more: true }));
    await update("same", changed);
    assert.deepEqual(writer.calls, []);
  });

  it("writes what is decided to be updated, even if the state is the same", async () => {
    await update("updates", shop());
    writer.calls.length = 0;
    await update("updates", shop(), { decide: decideOn({ "apps/Deployment/shop/web": "update" }) });
    assert.deepEqual(writer.calls, ["apply apps/Deployment/shop/web"]);
    assert.equal(events.at(-1)?.operation, "update");
  });

  it("deletes and creates anew what is decided to be replaced, and nothing that depends on it", async () => {
    await update("replaces", shop());
    writer.calls.length = 0;
    events.length = 0;
    await update("replaces", shop(), { decide: decideOn({ "/ResourceQuota/shop/claim": "replace" }) });
    assert.deepEqual(writer.calls, ["delete /ResourceQuota/shop/claim", "apply /ResourceQuota/shop/claim"]);
    assert.deepEqual(
      events.map(({ operation, state }) => `${operation} ${state}`),
      ["replace started", "replace done"],
    );
  });

  it("deletes what the tree no longer holds", async () => {
    await update("prunes", shop(["web", "db"]));
    writer.calls.length = 0;
    await update("prunes", shop(["web"]));
    assert.deepEqual(writer.calls.toSorted(), ["delete /Service/shop/db", "delete apps/Deployment/shop/db"]);
  });

  it("destroys in the reverse order, and leaves nothing of the stack", async () => {
    await update("destroyed", shop());
    writer.calls.length = 0;
    await destroy("destroyed");
    assert.equal(writer.objects.size, 0);
    assert.equal(writer.calls.at(-1), "delete /Namespace//shop");
    const quota = writer.indexOf("delete /ResourceQuota/shop/claim");
    assert.ok(writer.indexOf("delete apps/Deployment/shop/web") < quota);
    await destroy("destroyed");
  });

  it("names the object that could not be written, and writes the others", async () => {
    writer.refused.set("apps/Deployment/shop/web", "the quota of pods is used up");
    const failure = await update("failing", shop()).then(
      () => assert.fail("it should have failed"),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof StackError);
    assert.equal(failure.message, "cannot create apps/Deployment/shop/web: the quota of pods is used up");
    assert.deepEqual(
      failure.failures.map(({ id, operation }) => [id, operation]),
      [["apps/Deployment/shop/web", "create"]],
    );
    assert.equal(writer.objects.size, shop().length - 1);
    assert.deepEqual(
      events.filter(({ state }) => state === "failed"),
      [
        {
          id: "apps/Deployment/shop/web",
          operation: "create",
          state: "failed",
          message: "the quota of pods is used up",
        },
      ],
    );
    writer.refused.clear();
    writer.calls.length = 0;
    await update("failing", shop());
    assert.deepEqual(writer.calls, ["apply apps/Deployment/shop/web"]);
  });

  it("runs nothing in a namespace whose limits could not be written", async () => {
    writer.refused.set("/ResourceQuota/shop/claim", "not allowed");
    await assert.rejects(update("unbounded", shop()), StackError);
    assert.ok(!writer.calls.some((call) => call.includes("Deployment")));
  });

  it("goes on deleting when an object cannot be deleted", async () => {
    await update("stuck", shop());
    writer.refused.set("apps/Deployment/shop/web", "it has a finalizer");
    await assert.rejects(destroy("stuck"), /cannot delete apps\/Deployment\/shop\/web: it has a finalizer/);
    assert.ok(!writer.objects.has("apps/Deployment/shop/db"));
    writer.refused.clear();
    await destroy("stuck");
    assert.equal(writer.objects.size, 0);
  });

  it("creates definitions before the objects they define", async () => {
    const definition: Manifest = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "trees.example.com" },
      spec: { group: "example.com", names: { kind: "Tree" } },
    };
    const tree: Manifest = { apiVersion: "example.com/v1", kind: "Tree", metadata: { name: "oak", namespace: "shop" } };
    await update("defined", [tree, definition]);
    assert.deepEqual(writer.calls, [`apply ${objectId(definition)}`, `apply ${objectId(tree)}`]);
    writer.calls.length = 0;
    await destroy("defined");
    assert.deepEqual(writer.calls, [`delete ${objectId(tree)}`, `delete ${objectId(definition)}`]);
  });

  it("runs several at once in one process, each with its own objects", async () => {
    const zones = ["sofia-1", "berlin-1", "lisbon-1"];
    const writers = zones.map(() => new RecordingWriter());
    await Promise.all(
      zones.map((zone, index) => {
        const manifests = [deployment(zone, "shop")];
        return update("zones", manifests, { zone, writer: writers[index] as RecordingWriter });
      }),
    );
    assert.deepEqual(
      writers.map(({ objects }) => [...objects.keys()]),
      zones.map((zone) => [`apps/Deployment/shop/${zone}`]),
    );
  });

  it("takes an object of more than 1 MB, and values of every JSON type", async () => {
    const odd: Manifest = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "odd", namespace: "shop" },
      data: { big: "é".repeat(700_000), empty: "", "key with : and ⟦": "x" },
      more: [null, true, false, 0, -1.5, 1e300, [], {}, [[{ a: [] }]]],
    };
    await update("odd", [odd]);
    assert.deepEqual(writer.objects.get(objectId(odd)), odd);
  });

  it("leaves the person's environment and every secret out of what Pulumi sees, keeps and says", async () => {
    const canary = "canary-of-an-update-91d2";
    process.env.ESPALIER_TEST_CANARY = canary;
    const environments = new Set<string>();
    const resolving: ZoneWriter = {
      apply: async (manifest) => {
        for (const pid of await childrenOf(process.pid)) {
          // It may have ended meanwhile.
          environments.add(await readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""));
        }
        JSON.stringify(manifest).replace(SECRET_REFERENCE, canary);
      },
      delete: async () => {},
    };
    await update("secretive", shop(), { writer: resolving });
    delete process.env.ESPALIER_TEST_CANARY;
    assert.ok([...environments].some((environment) => environment.includes("PULUMI_BACKEND_URL=")));
    assert.ok(![...environments].some((environment) => environment.includes(canary)));
    assert.ok(!JSON.stringify(events).includes(canary));
    for (const file of await readdir(host.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      assert.ok(!(await readFile(join(file.parentPath, file.name), "utf8")).includes(canary));
    }
  });

  it("does not send its calls on loopback through a proxy", async () => {
    const { https_proxy } = process.env;
    delete process.env.no_grpc_proxy;
    process.env.https_proxy = "http://127.0.0.1:9";
    try {
      await update("proxied", shop());
    } finally {
      if (https_proxy === undefined) delete process.env.https_proxy;
      else process.env.https_proxy = https_proxy;
    }
    assert.equal(writer.objects.size, shop().length);
  });

  it("stops when it is cancelled, and the next update goes on", async () => {
    const cancelling = new AbortController();
    writer.milliseconds = 60_000;
    const updating = update("cancelled", shop(), {
      signal: cancelling.signal,
      onEvent: () => cancelling.abort(new Error("cancelled by a person")),
    });
    await assert.rejects(updating, /cancelled by a person/);
    writer.milliseconds = 0;
    await update("cancelled", shop());
    assert.equal(writer.objects.size, shop().length);
  });
});
