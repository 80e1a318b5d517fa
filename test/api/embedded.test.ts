import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { startEmbeddedDatabase } from "../../api/database/embedded.ts";
import { query, startOf } from "./database-process.ts";
import { databaseFolders, withDatabase } from "./database-under-test.ts";

async function listenOn(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("the embedded database", () => {
  const { folder } = databaseFolders();

  it("starts from nothing, with text in UTF-8 that no library of the system sorts", async () => {
    const steps: string[] = [];
    const { url, stop } = await startEmbeddedDatabase({ folder, log: (step) => steps.push(step) });
    assert.deepEqual(steps, ["make the database", "start PostgreSQL"]);
    const [made] = await query(
      url,
      `SELECT datname, pg_encoding_to_char(encoding) AS encoding, datlocprovider, datlocale
       FROM pg_database WHERE datname = current_database()`,
    );
    assert.deepEqual(made, { datname: "espalier", encoding: "UTF8", datlocprovider: "b", datlocale: "C.UTF-8" });
    await query(url, "CREATE TABLE kept (note text)");
    await stop();
  });

  it("keeps its data and its address over a restart", async () => {
    const first = await withDatabase(folder, async ({ url }) => {
      await query(url, "INSERT INTO kept VALUES ('over a restart')");
      return url;
    });
    await withDatabase(folder, async ({ url }) => {
      assert.equal(url, first);
      assert.deepEqual(await query(url, "SELECT note FROM kept"), [{ note: "over a restart" }]);
    });
  });

  it("has a port that no outgoing connection is given while it is down", async () => {
    const port = Number(readFileSync(join(folder, "port"), "utf8"));
    assert.ok(port >= 15_000 && port < 30_000, String(port));
  });

  it("lets nobody in without the password", async () => {
    await withDatabase(folder, async ({ url }) => {
      const wrong = new URL(url);
      wrong.password = "wrong";
      await assert.rejects(query(wrong.href, "SELECT 1"), /password authentication failed/);
    });
  });

  it("listens on loopback alone", async () => {
    await withDatabase(folder, async ({ url }) => {
      const [{ addresses, sockets } = {}] = await query(
        url,
        `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets`,
      );
      assert.deepEqual({ addresses, sockets }, { addresses: "127.0.0.1", sockets: "" });
      const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
      for (const { address } of outside.filter(({ internal, family }) => !internal && family === "IPv4")) {
        const other = new URL(url);
        other.hostname = address;
        await assert.rejects(query(other.href, "SELECT 1"), { code: "ECONNREFUSED" });
      }
    });
  });

  it("writes nothing of statements that fail into its log", async () => {
    await withDatabase(folder, async ({ url }) => {
      await query(url, "CREATE TABLE once (mail text PRIMARY KEY)");
      await query(url, "INSERT INTO once VALUES ('canary@example.com')");
      await assert.rejects(query(url, "INSERT INTO once VALUES ('canary@example.com')"), /duplicate key/);
    });
    const log = readFileSync(join(folder, "postgresql.log"), "utf8");
    assert.match(log, /ready to accept connections/);
    assert.doesNotMatch(log, /canary|duplicate/);
  });

  it("is ended by stopping it, and stopping it again does no harm", async () => {
    const { url, stop } = await startEmbeddedDatabase({ folder });
    await stop();
    await assert.rejects(query(url, "SELECT 1"), { code: "ECONNREFUSED" });
    await stop();
  });

  it("takes another port when its own was taken meanwhile, and keeps that", async () => {
    const port = Number(readFileSync(join(folder, "port"), "utf8"));
    const squatter = await listenOn(port);
    const moved = await withDatabase(folder, async ({ url }) => {
      assert.ok(await startOf(url));
      return new URL(url).port;
    }).finally(() => squatter.close());
    assert.notEqual(Number(moved), port);
    await withDatabase(folder, async ({ url }) => assert.equal(new URL(url).port, moved));
  });

  it("says so when the port it is asked for is taken", async () => {
    const squatter = await listenOn(0);
    const { port } = squatter.address() as AddressInfo;
    await assert
      .rejects(startEmbeddedDatabase({ folder, port }), {
        message: `embedded database: port ${port} is taken; end what listens there, or choose another port`,
      })
      .finally(() => squatter.close());
  });

  it("says what PostgreSQL said when it cannot start", async () => {
    const version = join(folder, "data", "PG_VERSION");
    const right = readFileSync(version);
    writeFileSync(version, "11\n");
    await assert.rejects(
      startEmbeddedDatabase({ folder }),
      /initialized by PostgreSQL version 11, which is not compatible/,
    );
    writeFileSync(version, right);
    await withDatabase(folder, async ({ url }) => assert.ok(await startOf(url)));
  });
});
