import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { checksumIn, downloadTool } from "../../toolchain/download.ts";
import type { Checksum, Download } from "../../toolchain/tools.ts";
import { ETCD, standIn, temporaryFolder } from "./fixtures.ts";

const PROGRAM = standIn();
const SUM = createHash("sha256").update(PROGRAM).digest("hex");

describe("downloading a program", () => {
  const folder = temporaryFolder();
  let server: Server;
  let answer: RequestListener;
  let base = "";
  let target = "";
  let count = 0;

  beforeEach(async () => {
    count += 1;
    target = join(folder, String(count), "etcd");
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const serve = (files: Record<string, string | Buffer>): void => {
    answer = ({ url }, response) => {
      const content = files[url ?? ""];
      response.writeHead(content === undefined ? 404 : 200).end(content);
    };
  };
  const download = (more: Partial<Download> = {}): Promise<void> =>
    downloadTool(
      ETCD,
      { url: `${base}/etcd`, checksum: { kind: "file", url: `${base}/etcd.sha256` }, megabytes: 1, ...more },
      target,
      { onProgress: () => {} },
    );

  it("takes a program whose checksum is the stated one", async () => {
    serve({ "/etcd": PROGRAM, "/etcd.sha256": `${SUM}\n` });
    await download();
    assert.equal(readFileSync(target, "utf8"), PROGRAM);
    assert.equal(statSync(target).mode & 0o777, 0o755);
  });

  it("refuses a program whose checksum is another one", async () => {
    serve({ "/etcd": `${PROGRAM}# changed on its way`, "/etcd.sha256": SUM });
    await assert.rejects(download(), /the SHA-256 of http:\/\/[^ ]+\/etcd is [0-9a-f]{64}, but .* says [0-9a-f]{64}/);
  });

  it("refuses a program whose checksum is not stated", async () => {
    serve({ "/etcd": PROGRAM, "/etcd.sha256": "<html>sign in</html>" });
    await assert.rejects(download(), /states no SHA-256 for etcd/);
  });

  it("says which address does not have it", async () => {
    serve({ "/etcd.sha256": SUM });
    await assert.rejects(download(), /\/etcd answered 404 Not Found/);
  });

  it("reads no endless list of checksums", async () => {
    serve({ "/etcd": PROGRAM, "/etcd.sha256": Buffer.alloc(2 << 20, "a") });
    await assert.rejects(download(), /is longer than 1048576 bytes/);
  });

  it("fails when the connection breaks off in the middle", async () => {
    answer = ({ url }, response) => {
      if (url === "/etcd.sha256") response.end(SUM);
      else response.writeHead(200, { "content-length": 1_000_000 }).write(PROGRAM, () => response.destroy());
    };
    await assert.rejects(download());
  });

  it("takes one member out of an archive", async () => {
    const packed = join(folder, `${count}-packed`);
    mkdirSync(join(packed, "etcd-v1"), { recursive: true });
    writeFileSync(join(packed, "etcd-v1", "etcd"), PROGRAM);
    writeFileSync(join(packed, "etcd-v1", "etcdctl"), "another program");
    const archive = execFileSync("tar", ["-czf", "-", "-C", packed, "etcd-v1"]);
    const sum = createHash("sha256").update(archive).digest("hex");
    serve({ "/etcd.tar.gz": archive, "/sums": `${"0".repeat(64)}  other.tar.gz\n${sum}  etcd.tar.gz\n` });
    await download({
      url: `${base}/etcd.tar.gz`,
      checksum: { kind: "list", url: `${base}/sums` },
      archiveMember: "etcd-v1/etcd",
    });
    assert.equal(readFileSync(target, "utf8"), PROGRAM);
  });

  it("says that the server cannot be reached", async () => {
    server.close();
    await assert.rejects(download(), /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/);
  });
});

describe("the checksum of a file", () => {
  const asset = (digest: unknown): string => JSON.stringify({ assets: [{ name: "kwok-linux-amd64", digest }] });
  const cases: readonly [kind: Checksum["kind"], text: string, expected: string | undefined][] = [
    ["file", `${SUM}\n`, SUM],
    ["file", `${SUM}  kwok-linux-amd64\n`, SUM],
    ["file", "", undefined],
    ["list", `${SUM} *kwok-linux-amd64\n`, SUM],
    ["list", `${SUM}  kwok-linux-arm64\n`, undefined],
    ["list", `${SUM.slice(1)}  kwok-linux-amd64\n`, undefined],
    ["github-release", asset(`sha256:${SUM}`), SUM],
    ["github-release", asset(`sha512:${SUM}`), undefined],
    ["github-release", asset(null), undefined],
    ["github-release", "{}", undefined],
  ];
  for (const [kind, text, expected] of cases) {
    it(`in ${JSON.stringify(text.replaceAll(SUM, "<sum>"))} (${kind}) is ${expected ? "found" : "not there"}`, () => {
      assert.equal(checksumIn(text, { kind }, "kwok-linux-amd64"), expected);
    });
  }
});
