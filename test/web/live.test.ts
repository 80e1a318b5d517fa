import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { createClient } from "../../api/client/index.ts";
import { type Connection, follow, type OpenStream } from "../../web/live/follow.ts";
import { statusByPath, statusOfPath, statusText } from "../../web/live/node-status.ts";
import { StatusStore, type ZoneStatus } from "../../web/live/status-store.ts";
import { type Scripted, scriptedServer } from "../api/client/scripted-server.ts";

describe("what a page follows", () => {
  let server: Scripted;
  before(async () => {
    server = await scriptedServer();
  });
  afterEach(() => server.forget());
  after(() => server.close());

  const openStatus: OpenStream = (options) =>
    createClient({ url: server.url }).events("/projects/{project}/status/stream", {
      path: { project: "shop" },
      ...options,
    });

  /** A stream that stays until it is broken. */
  function sends(text: string): { readonly break: () => void } {
    const broken = Promise.withResolvers<void>();
    server.answer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`retry: 1\n\n${text}`);
      void broken.promise.then(() => response.destroy());
    });
    return { break: broken.resolve };
  }

  const told = (zone: ZoneStatus) => `event: status\ndata: ${JSON.stringify(zone)}\n\n`;

  it("shares one stream among all who look, and keeps what it knows while the connection is lost", async () => {
    const first = sends(told(zone("sofia", "starting")) + told(zone("berlin", "ready")));
    sends(told(zone("sofia", "ready")));
    const store = new StatusStore(openStatus, 0);
    const states: string[] = [];
    const done = Promise.withResolvers<void>();
    const ends = [store.subscribe(look), store.subscribe(() => undefined)];
    function look() {
      const { connection, zones } = store.current();
      const line = `${connection.state} ${zones.map((one) => `${one.zone} ${one.containers[0]?.state}`).join(", ")}`;
      if (states.at(-1) !== line) states.push(line);
      // What has come but was not read yet would be lost with the connection.
      if (line === "open berlin ready, sofia starting") first.break();
      if (line.endsWith("sofia ready")) done.resolve();
    }
    await done.promise;
    for (const end of ends) end();
    assert.deepEqual(states, [
      "connecting ",
      "open ",
      "open sofia starting",
      "open berlin ready, sofia starting",
      "lost berlin ready, sofia starting",
      "open berlin ready, sofia starting",
      "open berlin ready, sofia ready",
    ]);
  });

  it("opens a stream again that the client has given up, and does not ask again for what is refused", async () => {
    const seen: Connection["state"][] = [];
    const refused = Promise.withResolvers<Connection>();
    server.answer((_, response) => response.writeHead(500).end());
    const opened = sends("event: status\ndata: {}\n\n");
    server.answer((_, response) =>
      response
        .writeHead(403, { "content-type": "application/problem+json" })
        .end(JSON.stringify({ code: "forbidden", detail: "you may not" })),
    );
    follow(
      openStatus,
      {
        onEvent: opened.break,
        onConnection: (connection) => {
          seen.push(connection.state);
          if (connection.state === "refused") refused.resolve(connection);
        },
      },
      1,
    );
    const { problem } = await refused.promise;
    assert.match(String(problem), /you may not/);
    assert.deepEqual(
      seen.filter((state, index) => state !== seen[index - 1]),
      ["connecting", "lost", "open", "lost", "refused"],
    );
  });

  it("says of a container in several zones what asks for attention first", () => {
    const away: ZoneStatus = {
      ...zone("tokyo", "ready"),
      containers: [],
      error: { severity: "error", code: "zone-away", message: "zone tokyo does not answer" },
    };
    const zones = [zone("sofia", "ready"), zone("berlin", "failing"), away];
    const web = statusByPath(zones).get("shop/web");
    assert.equal(web?.state, "failing");
    assert.deepEqual([web?.ready, web?.desired], [2, 4]);
    assert.deepEqual(
      web?.zones.map(({ zone, state }) => `${zone} ${state}`),
      ["berlin failing", "sofia ready", "tokyo unknown"],
    );
    assert.equal(web && statusText(web), "berlin failing, sofia ready, tokyo unknown");
    assert.deepEqual(statusOfPath(zones, "shop/web"), web);
    assert.equal(statusOfPath([away], "shop/web")?.reason?.message, "zone tokyo does not answer");
    assert.equal(statusOfPath([zone("sofia", "ready")], "shop/other"), undefined);
    assert.equal(statusByPath([away], ["shop/web"]).get("shop/web")?.state, "unknown");
    assert.equal(statusByPath([zone("sofia", "ready")], ["shop/other"]).get("shop/other"), undefined);
  });
});

function zone(name: string, state: "ready" | "starting" | "failing"): ZoneStatus {
  const readiness = { path: "shop/web", container: "web", ready: 1, desired: 2, state };
  return { zone: name, exists: true, revision: 1, containers: [readiness], addresses: [], error: null };
}
