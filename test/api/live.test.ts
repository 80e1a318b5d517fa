import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { kubeconfigContext } from "../../api/zones/connections.ts";
import { testZone } from "../support/local-zone.ts";
import { until } from "../support/until.ts";
import { type Answer, newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { type ReadEvent, readStream } from "./support/read-stream.ts";
import { addRealZone, DeployedProject, type KnownZone, specOf, untilUpdate } from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";
import { addTestZone } from "./support/zones.ts";

const CANARY = "canary-9f86d081884c7d65";
const PASSWORD = { name: "password", value: CANARY, secret: true };

describe("what runs is seen over the API", () => {
  let test: TestPlatform;
  let zone: KnownZone;
  let workers: TestWorkers;
  let person: TestClient;

  before(async () => {
    test = await testPlatform();
    zone = await addRealZone(test, await testZone());
    workers = new TestWorkers(test);
    person = await newPerson(test);
    await workers.start();
  });
  after(async () => {
    await workers.end();
    await test.close();
  });

  const deployed = async (spec: object = specOf("nginx:1.29"), zones: readonly KnownZone[] = [zone]) => {
    const project = await DeployedProject.make(test, person, zones);
    const [asked] = await project.deploy(spec, [PASSWORD]);
    await untilUpdate(project.database, asked!.id);
    return project;
  };
  const awayZone = async (): Promise<KnownZone> => {
    const name = await addTestZone(test, "away");
    const { id } = await test.platform.database
      .selectFrom("zones")
      .select("id")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return { id, name };
  };

  it("as the status of each zone, with the revision that was applied; one that is away says so", async () => {
    const project = await deployed(specOf("nginx:1.29"), [zone]);
    const away = await awayZone();
    await project.database.insertInto("claims").values({ project_id: project.id, zone_id: away.id }).execute();
    const { status, body } = await person.get(`/projects/${project.name}/status`);
    assert.equal(status, 200);
    const [lost, found] = body.zones;
    assert.deepEqual(
      [lost.zone, lost.revision, lost.containers, lost.error.code],
      ["away", null, [], "zone-unreachable"],
    );
    assert.deepEqual(found, {
      zone: zone.name,
      exists: true,
      revision: 1,
      containers: [{ path: `${project.name}/web`, container: "web", ready: 1, desired: 1, state: "ready" }],
      addresses: [],
      error: null,
    });
    assert.equal((await person.get(`/projects/${project.name}/status?zone=${zone.name}`)).body.zones.length, 1);
    assert.equal((await person.get(`/projects/${project.name}/status?zone=nowhere`)).status, 404);
  });

  it("as a stream of that, of one watch for all who follow it", async () => {
    const project = await deployed();
    const path = `/projects/${project.name}/status/stream`;
    const watches = () => test.platform.statuses.size;
    // None while the zone does not answer.
    const replicas = ({ data }: ReadEvent): number => data.containers[0]?.ready ?? 0;
    const begun = new Set<number>();
    const readers = Array.from({ length: 3 }, (_, reader) =>
      readStream(person, path, {
        onEvent: (event) => {
          begun.add(reader);
          return replicas(event) < 3;
        },
      }),
    );
    await until("all of them follow it", () => begun.size === readers.length);
    assert.equal(watches(), 1);
    await project.deploy(
      specOf("nginx:1.29", { containers: [{ name: "web", image: "nginx:1.29", options: { replicas: 3 } }] }),
    );
    for (const events of await Promise.all(readers)) {
      assert.ok(events.every(({ event, data }) => event === "status" && data.zone === zone.name));
      const known = events.filter(({ data }) => data.error === null);
      assert.deepEqual([replicas(known[0]!), replicas(known.at(-1)!)], [1, 3]);
    }
    await until("nobody watches any more", () => watches() === 0);
  });

  it("as what the zone reports of a container, and of no other", async () => {
    const containers = ["web", "web-other"].map((name) => ({ name, image: "nginx:1.29" }));
    const project = await deployed({ containers });
    const at = (container: string) => person.get(`/projects/${project.name}/containers/${container}/events`);
    const isScaled = ({ body }: Answer) =>
      body.events.some(({ reason }: { reason: string }) => reason === "ScalingReplicaSet");
    // A zone writes its events down when it comes to it, which may be after the containers are ready.
    await until("the zone has reported", async () => isScaled(await at("web")) && isScaled(await at("web-other")));
    const { status, body } = await at("web");
    assert.equal(status, 200);
    assert.deepEqual(body.errors, []);
    assert.ok(isScaled({ body } as Answer));
    for (const { object } of body.events) assert.match(object, /\/web($|-(?!other))/);
    assert.deepEqual((await at("nothing")).body.events, []);
    assert.equal((await at("a)%20or%20(b")).status, 404);
  });

  describe("with logs", () => {
    let server: Server;
    // The worker asks it first, before there is anything to answer.
    let answer = (_path: string, response: ServerResponse): void => void response.writeHead(503).end();
    let logged: DeployedProject;

    before(async () => {
      server = createServer((request, response) => answer(request.url ?? "", response));
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      logged = await DeployedProject.make(test, person, [await zoneAt(`http://127.0.0.1:${port}`)]);
      const [asked] = await logged.deploy(specOf("nginx:1.29"), [PASSWORD]);
      await untilUpdate(logged.database, asked!.id);
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    /** Simulated nodes keep no logs, so that the API server is one that tells them. */
    const zoneAt = async (address: string): Promise<KnownZone> => {
      const id = randomUUID();
      const cluster = { name: "it", cluster: { server: address } };
      const context = { name: "it", context: { cluster: "it", user: "it" } };
      const config = { clusters: [cluster], users: [{ name: "it", user: { token: "t" } }], contexts: [context] };
      const kubeconfig = JSON.stringify({ apiVersion: "v1", kind: "Config", ...config, "current-context": "it" });
      const facts = { domain: "d.example.com", ingressClass: "nginx", ingressNamespace: "nginx", issuer: "acme" };
      await test.platform.database
        .insertInto("zones")
        .values({
          id,
          name: "logs",
          context: JSON.stringify(facts),
          kubeconfig: test.platform.secretKey.encrypt(kubeconfig, kubeconfigContext(id)),
        })
        .execute();
      return { id, name: "logs" };
    };
    const pods = (...names: string[]) => {
      const items = names.map((name) => ({
        metadata: { name, uid: name, resourceVersion: "1", labels: { "espalier.dev/container": "web" } },
        spec: { containers: [{ name: "web" }] },
        status: { phase: "Running" },
      }));
      return JSON.stringify({ metadata: { resourceVersion: "1" }, items });
    };

    it("in so far as they fit into an answer, and without secrets", async () => {
      const asked: string[] = [];
      answer = (path, response) => {
        asked.push(path);
        if (!path.includes("/log?")) response.end(pods("web-1", "web-2"));
        else if (path.includes("web-1")) response.end(`connecting with ${CANARY}\n\u0000odd\n`);
        else response.end("x".repeat(20_000).concat("\n").repeat(300));
      };
      const { status, body, text } = await person.get(
        `/projects/${logged.name}/logs?container=web&tail=7&previous=true`,
      );
      assert.equal(status, 200, text);
      assert.ok(!text.includes(CANARY));
      assert.deepEqual(body.lines[0], {
        zone: "logs",
        container: "web",
        pod: "web-1",
        line: "connecting with ⟦secret:password⟧",
      });
      assert.equal(body.cut, true);
      assert.ok(text.length < 3 * 1024 * 1024);
      assert.ok(body.lines.every(({ line }: { line: string }) => line.length <= 16 * 1024 + 1));
      assert.ok(asked.some((path) => /tailLines=7/.test(path) && /previous=true/.test(path)));
    });

    it("as they are written, until the reader goes", async () => {
      let open: ServerResponse | undefined;
      let closed = () => {};
      const ended = new Promise<void>((resolve) => {
        closed = resolve;
      });
      answer = (path, response) => {
        if (path.includes("/log?")) {
          open = response;
          response.on("close", closed);
          response.write("one\n");
        } else if (path.includes("watch=1")) response.writeHead(200).flushHeaders();
        else response.end(pods("web-1"));
      };
      const lines: string[] = [];
      await readStream(person, `/projects/${logged.name}/logs/stream?tail=1`, {
        onEvent: ({ data }) => {
          lines.push(data.line);
          if (lines.length === 1) open!.write(`two ${CANARY}\n`);
          return lines.length < 2;
        },
      });
      assert.deepEqual(lines, ["one", "two ⟦secret:password⟧"]);
      await ended;
    });

    it("or a word on why there are none", async () => {
      answer = (_, response) => void response.writeHead(403).end('{"message":"no"}');
      const { body } = await person.get(`/projects/${logged.name}/logs`);
      assert.deepEqual(body.lines, []);
      assert.equal(body.errors[0].code, "zone-forbidden");
      const events = await readStream(person, `/projects/${logged.name}/logs/stream`);
      assert.deepEqual(
        events.map(({ event }) => event),
        ["problem", "end"],
      );
    });
  });
});
