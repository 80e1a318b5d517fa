import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { FileZone } from "../../engine/zone.ts";
import { zoneUnderTest } from "./zone-under-test.ts";

/** The library that speaks HTTP for us gives an idle connection up after 4 s, unless it is told otherwise. */
const LONGER_THAN_USUAL = 6_000;

describe("a connection to a zone that is idle", () => {
  let server: Server;
  let zone: FileZone;
  let folder: string;
  const opened: Socket[] = [];

  /** The real API server, behind something that counts who connects to it. */
  before(async () => {
    const real = await zoneUnderTest();
    const text = readFileSync(real.kubeconfig, "utf8");
    const [address = ""] = /https:\/\/[^"\s]+/.exec(text) ?? [];
    const { hostname, port } = new URL(address);
    server = createServer((socket) => {
      opened.push(socket);
      const onward = connect(Number(port) || 443, hostname);
      socket.pipe(onward).pipe(socket);
      socket.on("error", () => onward.destroy());
      onward.on("error", () => socket.destroy());
      socket.on("close", () => onward.destroy());
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    folder = mkdtempSync(join(tmpdir(), "espalier-idle-"));
    const kubeconfig = join(folder, "kubeconfig");
    const own = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(kubeconfig, text.replace(address, own));
    zone = { ...real, kubeconfig };
  });
  after(() => {
    for (const socket of opened) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is used again after a pause, so that none costs a handshake", async () => {
    const client = await connectZone(zone);
    try {
      assert.ok(await client.get("/Namespace//default"));
      const before = opened.length;
      await sleep(LONGER_THAN_USUAL);
      assert.ok(await client.get("/Namespace//default"));
      assert.equal(opened.length, before);
      assert.equal(before, 1);
    } finally {
      await client.close();
    }
  });

  it("keeps no process alive that has nothing else to do", async () => {
    const program = fileURLToPath(new URL("./idle-connection-process.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(zone)]);
    assert.equal(stdout, "asked\n");
  });
});
