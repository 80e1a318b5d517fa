import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileZone } from "../../engine/zone.ts";

export interface CuttableZone {
  readonly zone: FileZone;
  /** Breaks every connection to its API server, and refuses further ones. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A zone under another name, reached over a connection that a test can cut. */
export async function cuttableZone(behind: FileZone, name: string): Promise<CuttableZone> {
  const text = await readFile(behind.kubeconfig, "utf8");
  const [address = "", port = ""] = /https:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
  if (!port) throw new Error("the zone's API server is not on loopback");
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket
        .on("error", () => other.destroy())
        .on("close", () => {
          sockets.delete(socket);
          other.destroy();
        });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const kubeconfig = join(tmpdir(), `espalier-cuttable-${process.pid}-${name}`);
  await writeFile(kubeconfig, text.replaceAll(address, `https://127.0.0.1:${(server.address() as AddressInfo).port}`), {
    mode: 0o600,
  });
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    zone: { ...behind, context: { ...behind.context, name }, kubeconfig },
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
    async close() {
      breakAll();
      server.close();
      await rm(kubeconfig, { force: true });
    },
  };
}
