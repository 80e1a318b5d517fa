import assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { type LogLine, projectLogs } from "../../engine/project-logs.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { zoneAt } from "./zone-under-test.ts";

const WHERE = { project: "shop", namespace: "shop" };
const pod = (name: string, phase = "Running") => ({
  metadata: { name, uid: name, resourceVersion: "1", labels: { "espalier.dev/container": "web" } },
  spec: { containers: [{ name: "helper" }, { name: "web" }] },
  status: { phase },
});

/** Simulated nodes keep no logs, so that the API server is one that tells them. */
describe("the logs of a project", () => {
  let server: Server;
  let client: ZoneClient;
  let requests: URL[];
  /** Answers to requests for logs and watches, by a part of the path; the response stays open for those that do not end it. */
  let streams: Record<string, (response: ServerResponse) => void>;

  beforeEach(async () => {
    requests = [];
    streams = {};
    server = createServer((request, response) => {
      const url = new URL(request.url ?? "", "http://zone");
      requests.push(url);
      const stream = Object.keys(streams).find((part) => `${url.pathname}?${url.searchParams}`.includes(part));
      if (stream) streams[stream]?.(response);
      else response.end(JSON.stringify({ metadata: { resourceVersion: "1" }, items: [pod("web-1"), pod("web-2")] }));
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    client = await connectZone(await zoneAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "sofia"));
  });
  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });

  it("are the lines of each pod's own container, with a word on those that cannot be read", async () => {
    streams["web-1/log"] = (response) => response.end("one\ntwo\n");
    streams["web-2/log"] = (response) => response.writeHead(400).end('{"message":"container is waiting to start"}');
    const lines: LogLine[] = [];
    for await (const line of projectLogs(client, { ...WHERE, containers: ["web"], tailLines: 5 })) lines.push(line);
    assert.deepEqual(
      lines.map(({ zone, pod, container, line }) => [zone, pod, container, line.slice(0, 20)]),
      [
        ["sofia", "web-1", "web", "one"],
        ["sofia", "web-1", "web", "two"],
        ["sofia", "web-2", "web", '(no log: zone "sofia'],
      ],
    );
    const list = requests.find(({ pathname }) => pathname.endsWith("/pods"));
    assert.match(list?.searchParams.get("labelSelector") ?? "", /espalier.dev\/container in \(web\)/);
    const log = requests.find(({ pathname }) => pathname.endsWith("web-1/log"));
    assert.deepEqual([log?.searchParams.get("container"), log?.searchParams.get("tailLines")], ["web", "5"]);
  });

  it("are those of its init containers and sidecars too, but not of what only waits for others", async () => {
    const names = ["wait-for-db", "migrate", "proxy", "later"];
    const state = (name: string) => (name === "later" ? { waiting: {} } : { running: {} });
    const helped = {
      ...pod("web-1"),
      spec: { containers: [{ name: "web" }], initContainers: names.map((name) => ({ name })) },
      status: { phase: "Running", initContainerStatuses: names.map((name) => ({ name, state: state(name) })) },
    };
    streams["/pods?"] = (response) =>
      response.end(JSON.stringify({ metadata: { resourceVersion: "1" }, items: [helped] }));
    streams["web-1/log"] = (response) => response.end("line\n");
    const parts: (string | undefined)[] = [];
    for await (const { part } of projectLogs(client, WHERE)) parts.push(part);
    assert.deepEqual(parts, ["migrate", "proxy", undefined]);
  });

  it("go on while they are followed, also in pods that start later, until the signal", async () => {
    const ended = new AbortController();
    const lines: string[] = [];
    streams["web-1/log"] = (response) => void response.write("old\n");
    streams["web-2/log"] = (response) => void response.end();
    streams["web-3/log"] = (response) => void response.write("new\n");
    streams["watch=1"] = (response) => {
      const started = { type: "MODIFIED", object: pod("web-3") };
      const pending = { type: "ADDED", object: pod("web-3", "Pending") };
      response.write([pending, started, started].map((event) => `${JSON.stringify(event)}\n`).join(""));
    };
    for await (const { line } of projectLogs(client, { ...WHERE, follow: true, signal: ended.signal })) {
      if (lines.push(line) === 2) ended.abort();
    }
    assert.deepEqual(lines.sort(), ["new", "old"]);
  });
});
