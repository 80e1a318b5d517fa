import assert from "node:assert/strict";
import { execFile as execFileWithCallback } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { after, before, describe, it } from "mocha";
import { createClient, ProblemError, UnreachableError } from "../../../api/client/index.ts";
import { newPerson, type TestClient } from "../support/client.ts";
import { type TestPlatform, testPlatform } from "../support/platform.ts";
import { importGraph } from "./import-graph.ts";
import { clientPaths } from "./paths.ts";
import { type Scripted, scriptedServer } from "./scripted-server.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const execFile = promisify(execFileWithCallback);

const definition = (name: string) => ({
  format: "json" as const,
  text: JSON.stringify({ project: { name }, containers: [{ name: "web", image: "nginx:1.29" }] }),
});

describe("the client", function () {
  this.timeout(0);
  let test: TestPlatform;
  let person: TestClient;

  before(async () => {
    test = await testPlatform();
    person = await newPerson(test);
  });
  after(() => test.close());

  const client = (fetch?: typeof globalThis.fetch) =>
    createClient({ url: test.url, key: person.key!, ...(fetch && { fetch }) });

  it("is typed from the document as it is now (else run `npm run api:client`)", async () => {
    const written = readFileSync(new URL("../../../api/client/paths.ts", import.meta.url), "utf8");
    assert.ok(written === (await clientPaths()), "api/client/paths.ts is out of date");
  });

  it("can be taken by whoever asks it by the name of the package", async () => {
    const program = "import('espalier/client').then(({ createClient }) => console.log(typeof createClient))";
    const { stdout } = await execFile(process.execPath, ["--conditions=espalier-source", "-e", program]);
    assert.equal(stdout, "function\n");
  });

  it("brings no part of the server with it", () => {
    const { packages, files } = importGraph(new URL("../../../api/client/index.ts", import.meta.url));
    assert.deepEqual(packages, ["eventsource-parser", "openapi-fetch"]);
    assert.ok(files.every((file) => file.startsWith("api/client/")));
  });

  it("answers with the body, and with the ETag when asked for the whole answer", async () => {
    const name = `shop-${randomUUID().slice(0, 8)}`;
    const made = await client().post("/projects", { body: { name, definition: definition(name) } });
    assert.equal(made.name, name);
    const { body, etag } = await client().send("get", "/projects/{project}/definition", { path: { project: name } });
    assert.equal(body.format, "json");
    assert.equal(etag, '"1"');
  });

  it("throws what the problem document says", async () => {
    const failed = await failure(client().get("/projects/{project}", { path: { project: "not-there" } }));
    assert.ok(failed instanceof ProblemError);
    assert.equal(failed.status, 404);
    assert.equal(failed.code, "not-found");
    assert.match(failed.message, /there is no project "not-there"/);
    assert.match(failed.requestId ?? "", /^[\w-]{8,}$/);
  });

  it("gives the diagnostics of what has mistakes, and what changed since of what is stale", async () => {
    const name = `shop-${randomUUID().slice(0, 8)}`;
    const broken = await failure(client().post("/projects", { body: { name: "No Name" } }));
    assert.ok(broken instanceof ProblemError && broken.diagnostics.length > 0);
    await client().post("/projects", { body: { name, definition: definition(name) } });
    const stale = await failure(
      client().put("/projects/{project}/definition", {
        path: { project: name },
        body: definition(name),
        ifMatch: '"77"',
      }),
    );
    assert.ok(stale instanceof ProblemError);
    assert.equal(stale.code, "stale");
    assert.ok(stale.changed);
  });

  it("does once what it sends often, when answers are lost on the way", async () => {
    let lost = 0;
    const losing: typeof globalThis.fetch = async (...request) => {
      const response = await fetch(...request);
      if (lost++ >= 3) return response;
      await response.body?.cancel();
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("gone"), { code: "ECONNRESET" }) });
    };
    const name = `once-${randomUUID().slice(0, 8)}`;
    await client(losing).post("/projects", { body: { name, definition: definition(name) } });
    assert.ok(lost > 3);
    const { body } = await person.get("/projects");
    assert.equal(body.items.filter((project: { name: string }) => project.name === name).length, 1);
  });

  it("waits for the first of many sendings of one request", async () => {
    const name = `once-${randomUUID().slice(0, 8)}`;
    const idempotencyKey = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        client().post("/projects", { body: { name, definition: definition(name) }, idempotencyKey }),
      ),
    );
    assert.equal(new Set(all.map((project) => JSON.stringify(project))).size, 1);
  });

  it("gives every item of a list, page after page", async () => {
    const names: string[] = [];
    for await (const { name } of client().items("/projects", { query: { limit: 1 } })) names.push(name);
    const { body } = await person.get("/projects?limit=100");
    assert.deepEqual(
      names,
      body.items.map((project: { name: string }) => project.name),
    );
    assert.ok(names.length > 1);
  });

  it("says that nobody listens at an address, without waiting long for it", async () => {
    // No port of an ordinary program, and none that fetch refuses by itself.
    const url = "http://127.0.0.1:3";
    const failed = await failure(createClient({ url, key: person.key! }).get("/me"));
    assert.ok(failed instanceof UnreachableError);
    assert.ok(failed.message.startsWith(`${url} cannot be reached: `));
  });
});

describe("the client, where a server misbehaves", function () {
  this.timeout(0);
  let server: Scripted;

  before(async () => {
    server = await scriptedServer();
  });
  after(() => server.close());

  it("waits as long as the answer says before it asks again", async () => {
    server.answer((_, response) => void response.writeHead(503, { "retry-after": "1" }).end());
    server.answer((_, response) => void response.writeHead(200, { "content-type": "application/json" }).end("{}"));
    const begun = performance.now();
    await createClient({ url: server.url }).get("/me");
    assert.ok(performance.now() - begun >= 1_000);
  });

  it("sends a change that is not safe to repeat only once", async () => {
    let sent = 0;
    server.answer((request) => {
      sent += 1;
      request.socket.destroy();
    });
    const changing = createClient({ url: server.url }).patch("/me", { body: { name: "somebody" } });
    assert.ok((await failure(changing)) instanceof UnreachableError);
    assert.equal(sent, 1);
  });

  it("gives up when its patience ends, with what was answered last", async () => {
    for (let times = 0; times < 20; times++) server.answer((_, response) => void response.writeHead(503).end("busy"));
    const failed = await failure(createClient({ url: server.url, patience: 500 }).get("/me"));
    server.forget();
    assert.ok(failed instanceof ProblemError);
    assert.equal(failed.status, 503);
    assert.equal(failed.code, "unknown");
  });

  it("stops waiting when it is told to", async () => {
    const stop = new AbortController();
    server.answer((_, response) => {
      response
        .writeHead(503, { "retry-after": "20" })
        .end(() => setTimeout(() => stop.abort(new Error("enough")), 100));
    });
    const asking = createClient({ url: server.url }).get("/me", { signal: stop.signal });
    assert.equal((await failure(asking)).message, "enough");
  });

  it("follows a stream over broken connections, from where it was, to its end", async () => {
    const asked: (string | undefined)[] = [];
    const stream = (text: string | Buffer, broken: boolean) =>
      server.answer((request, response) => {
        asked.push(request.headers["last-event-id"] as string | undefined);
        response.writeHead(200, { "content-type": "text/event-stream" });
        const bytes = Buffer.from(text);
        // In the middle of a character.
        response.write(bytes.subarray(0, 31));
        setTimeout(() => {
          response.write(bytes.subarray(31));
          if (broken) setTimeout(() => response.destroy(), 20);
          else response.end();
        }, 20);
      });
    stream('retry: 10\n\nid: 1\nevent: object\ndata: {"name":"Пловдив"}\n\nid: 2\nevent: object\ndata: {"na', true);
    stream(
      'id: 2\nevent: object\ndata: {"name":"two"}\n\nid: 3\nevent: end\ndata: {}\n\nid: 4\ndata: never\n\n',
      false,
    );
    const seen: unknown[] = [];
    const connected: boolean[] = [];
    const events = createClient({ url: server.url }).events("/projects/{project}/updates/{update}/stream", {
      path: { project: "shop", update: randomUUID() },
      onConnection: (now) => connected.push(now),
    });
    for await (const event of events) seen.push(event);
    assert.deepEqual(connected, [true, false, true]);
    assert.deepEqual(seen, [
      { id: "1", event: "object", data: { name: "Пловдив" } },
      { id: "2", event: "object", data: { name: "two" } },
      { id: "3", event: "end", data: {} },
    ]);
    assert.deepEqual(asked, [undefined, "1"]);
  });

  it("ends a stream that is refused with the problem", async () => {
    server.answer((_, response) => {
      response.writeHead(404, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ code: "not-found", detail: "there is no update" }));
    });
    const events = createClient({ url: server.url }).events("/projects/{project}/updates/{update}/stream", {
      path: { project: "shop", update: randomUUID() },
    });
    const failed = await failure(events.next());
    assert.ok(failed instanceof ProblemError && failed.code === "not-found");
  });

  it("stops a stream that has been quiet for long, when it is told to", async () => {
    server.answer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("id: 1\nevent: object\ndata: 1\n\n");
    });
    const stop = new AbortController();
    const events = createClient({ url: server.url }).events("/projects/{project}/updates/{update}/stream", {
      path: { project: "shop", update: randomUUID() },
      signal: AbortSignal.any([stop.signal]),
    });
    await events.next();
    const next = events.next();
    // What holds a request together is gone by now, were it held by nobody.
    for (let times = 0; times < 5; times++) {
      await sleep(20);
      collectGarbage();
    }
    stop.abort();
    assert.equal((await next).done, true);
  });

  it("ends a stream without an error when its reader is told to stop", async () => {
    server.answer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("id: 1\nevent: object\ndata: 1\n\n");
    });
    const stop = new AbortController();
    const seen: unknown[] = [];
    const events = createClient({ url: server.url }).events("/projects/{project}/updates/{update}/stream", {
      path: { project: "shop", update: randomUUID() },
      signal: stop.signal,
    });
    for await (const { data } of events) {
      seen.push(data);
      stop.abort();
    }
    assert.deepEqual(seen, [1]);
  });
});

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  assert.fail("it was expected to fail");
}
