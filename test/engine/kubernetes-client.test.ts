import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { builtInKind } from "../../engine/kubernetes/built-in-kinds.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import { clientUnderTest, uniqueName, unreachableZone, zoneAt } from "./zone-under-test.ts";

const configMap = (namespace: string, name: string, data: Record<string, string> = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace },
  data,
});

describe("the client of a zone", () => {
  const namespace = uniqueName("client");
  let client: ZoneClient;

  before(async () => {
    client = await clientUnderTest();
    await client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  });
  after(async () => {
    await client.delete(`/Namespace//${namespace}`);
    await client.close();
  });

  it("applies, reads, lists and deletes", async () => {
    const applied = await client.apply(configMap(namespace, "one", { a: "1" }));
    assert.equal(applied.metadata.name, "one");
    assert.deepEqual((await client.get(`/ConfigMap/${namespace}/one`))?.data, { a: "1" });
    const { items } = await client.list(builtInKind("/ConfigMap"), { namespace });
    assert.ok(items.some(({ metadata, kind }) => metadata.name === "one" && kind === "ConfigMap"));
    await client.delete(`/ConfigMap/${namespace}/one`, { wait: true });
    assert.equal(await client.get(`/ConfigMap/${namespace}/one`), undefined);
    await client.delete(`/ConfigMap/${namespace}/one`, { wait: true });
  });

  it("writes nothing in a dry run", async () => {
    await client.apply(configMap(namespace, "dry"), { dryRun: true });
    assert.equal(await client.get(`/ConfigMap/${namespace}/dry`), undefined);
  });

  it("knows every kind that the zone serves", async () => {
    const kinds = await client.kinds();
    assert.equal(kinds.get("apps/Deployment")?.plural, "deployments");
    assert.equal(kinds.get("/Namespace")?.namespaced, false);
    assert.ok(kinds.has("rbac.authorization.k8s.io/ClusterRole"));
  });

  it("refuses fields that the zone does not know, at once", async () => {
    const sent: string[] = [];
    const note = (message: unknown) => void sent.push((message as { request: { path: string } }).request.path);
    subscribe("undici:request:create", note);
    const wrong = { ...configMap(namespace, "wrong"), dta: {} };
    await assert.rejects(client.apply(wrong), (error) => error instanceof ZoneError && error.kind === "invalid");
    unsubscribe("undici:request:create", note);
    assert.equal(sent.filter((path) => path.includes("/configmaps/wrong?")).length, 1);
  });

  it("says when a kind is unknown", async () => {
    const foo = { apiVersion: "example.com/v1", kind: "Foo", metadata: { name: "x", namespace } };
    await assert.rejects(client.apply(foo), /does not know the kind Foo \(example.com\/v1\)/);
    assert.equal(await client.get(`example.com/Foo/${namespace}/x`), undefined);
  });

  it("reports what is there and every change after it, and ends with the signal", async () => {
    await client.apply(configMap(namespace, "watched"));
    const ended = new AbortController();
    const seen: string[] = [];
    const where = { namespace, labelSelector: "", signal: ended.signal };
    for await (const { type, object } of client.watch(builtInKind("/ConfigMap"), where)) {
      if (object.metadata.name !== "watched") continue;
      seen.push(type);
      if (type === "ADDED") await client.apply(configMap(namespace, "watched", { b: "2" }));
      if (type === "MODIFIED") await client.delete(`/ConfigMap/${namespace}/watched`);
      if (type === "DELETED") ended.abort();
    }
    assert.deepEqual(seen, ["ADDED", "MODIFIED", "DELETED"]);
  });
});

/** What real API servers do too seldom to wait for it. */
describe("the client of a zone in trouble", () => {
  let server: Server;
  let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];
  let client: ZoneClient;

  beforeEach(async () => {
    answers = [];
    server = createServer((request, response) => {
      const answer = answers.shift();
      if (answer) answer(request, response);
      else response.writeHead(500).end("no answer left");
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    client = await connectZone(await zoneAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "sofia"));
  });
  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });

  const json = (status: number, body: object, headers: Record<string, string> = {}) => {
    return (_request: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
  const read = () => client.get("/ConfigMap/shop/one");

  it("tries again when the zone is overloaded, as soon as it is asked to", async () => {
    answers = [
      json(429, { message: "slow down" }, { "retry-after": "1" }),
      json(503, {}),
      json(200, { kind: "ConfigMap" }),
    ];
    const start = performance.now();
    assert.equal((await read())?.kind, "ConfigMap");
    assert.ok(performance.now() - start >= 1_000);
  });

  it("tries again when a connection breaks", async () => {
    answers = [(request) => void request.socket.destroy(), json(200, { kind: "ConfigMap" })];
    assert.equal((await read())?.kind, "ConfigMap");
  });

  it("does not try again what will be refused again", async () => {
    answers = [json(403, { message: "configmaps is forbidden" }), json(200, { kind: "ConfigMap" })];
    await assert.rejects(read(), (error) => error instanceof ZoneError && error.kind === "forbidden");
    assert.equal(answers.length, 1);
  });

  it("names the zone and its address when nobody answers", async () => {
    const gone = await connectZone(await unreachableZone("sofia"));
    await assert.rejects(gone.get("/ConfigMap/shop/one"), {
      name: "ZoneError",
      kind: "unreachable",
      message: 'zone "sofia" does not answer at https://127.0.0.1:1 (connection refused)',
    });
    await gone.close();
  });

  it("says what is wrong with a kubeconfig", async () => {
    const zone = await zoneAt("ftp://example.com", "sofia");
    await assert.rejects(connectZone(zone), /"ftp:\/\/example.com".* is no http or https address/);
    await assert.rejects(connectZone({ ...zone, kubecontext: "other" }), /has no context "other" \(it has: x\)/);
    await assert.rejects(connectZone({ ...zone, kubeconfig: `${zone.kubeconfig}-none` }), /none does not exist/);
    await writeFile(zone.kubeconfig, "a: [");
    await assert.rejects(connectZone(zone), /is no YAML/);
  });

  it("lists all pages, from the beginning when they expire", async () => {
    const page = (name: string, next: string) =>
      json(200, { metadata: { resourceVersion: "7", continue: next }, items: [{ metadata: { name } }] });
    answers = [page("a", "x"), json(410, { message: "expired" }), page("a", "y"), page("b", "")];
    const { items, resourceVersion } = await client.list(builtInKind("/ConfigMap"), { namespace: "shop" });
    assert.deepEqual(
      items.map(({ metadata }) => metadata.name),
      ["a", "b"],
    );
    assert.equal(resourceVersion, "7");
  });

  it("lists anew when the zone no longer remembers where a watch stopped, and reports what went away", async () => {
    const list = (resourceVersion: string, ...names: string[]) =>
      json(200, {
        metadata: { resourceVersion },
        items: names.map((name) => ({ metadata: { name, resourceVersion: "1" } })),
      });
    const events =
      (...lines: object[]) =>
      (_request: IncomingMessage, response: ServerResponse) =>
        void response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const changed = { type: "MODIFIED", object: { metadata: { name: "a", resourceVersion: "5" } } };
    answers = [
      list("4", "a", "b"),
      events(changed),
      events({ type: "ERROR", object: { code: 410, message: "too old" } }),
      list("9", "b", "c"),
    ];
    const ended = new AbortController();
    const seen: string[] = [];
    for await (const { type, object } of client.watch(builtInKind("/ConfigMap"), {
      namespace: "shop",
      signal: ended.signal,
    })) {
      seen.push(`${type} ${object.metadata.name}`);
      if (type === "DELETED") ended.abort();
    }
    assert.deepEqual(seen, ["ADDED a", "ADDED b", "MODIFIED a", "ADDED c", "DELETED a"]);
  });

  it("gives the lines of a log", async () => {
    answers = [(_request, response) => void response.end("one\ntwo\nthree")];
    const lines: string[] = [];
    for await (const line of client.logs("pod", { namespace: "shop" })) lines.push(line);
    assert.deepEqual(lines, ["one", "two", "three"]);
  });
});
