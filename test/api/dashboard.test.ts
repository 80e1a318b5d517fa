import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { everyPage } from "../web/support/every-page.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { SCRIPT, smallDashboard } from "./support/small-dashboard.ts";

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const ASSET = "/assets/index-Bk_VRw1c.js";

describe("the files of the dashboard", () => {
  let platform: TestPlatform;
  const folder = smallDashboard();

  before(async () => {
    platform = await testPlatform({}, { dashboard: folder });
    // Everything was read when it started: nothing is looked for on disk any more.
    rmSync(folder, { recursive: true });
  });
  after(() => platform.close());

  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    fetch(platform.url + path, { method, headers, redirect: "manual" });

  it("are one page at each address that has one, and nothing anywhere else", async () => {
    const there = ["/", "/sign-in", "/sign-in?next=%2F%2Fevil.example", "/sign-up", "/gallery", "/gallery/web", "/new"];
    const more = ["/account", "/zones", "/zones/sofia", "/tiers", "/people", "/projects", "/projects/shop"];
    for (const path of [...there, ...more, "/projects/shop/infra", "/projects/shop/updates/7"]) {
      const answer = await get(path, HTML);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get("location"), null);
      assert.match(await answer.text(), /<div id="root">/, path);
    }
    for (const path of ["/nothing", "/sign-in/x/y", "/gallery/a/b", "/index.html", "/assets/none-12345678.js"]) {
      assert.equal((await get(path, HTML)).status, 404, path);
    }
    assert.equal((await get("/", HTML, "POST")).status, 404);
  });

  it("bear a nonce of each answer in the page and in its policy, which lets nothing else run or load", async () => {
    const seen = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const answer = await get("/", HTML);
      const [, nonce = ""] = /name="csp-nonce" content="([^"]+)"/.exec(await answer.text()) ?? [];
      assert.match(nonce, /^[A-Za-z0-9+/]{24}$/);
      seen.add(nonce);
      assert.equal(
        answer.headers.get("content-security-policy"),
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      );
      assert.equal(answer.headers.get("cache-control"), "no-cache");
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    }
    assert.equal(seen.size, 3);
  });

  it("are kept for ever where the name changes with the content, and compressed as the browser takes it", async () => {
    for (const [accepted, encoding] of [
      ["gzip, deflate, br, zstd", "br"],
      ["gzip", "gzip"],
      ["br;q=0, gzip;q=0.5", "gzip"],
      ["identity", null],
    ] as const) {
      const answer = await get(ASSET, { "accept-encoding": accepted });
      assert.equal(answer.headers.get("content-encoding"), encoding, accepted);
      assert.equal(answer.headers.get("content-type"), "text/javascript; charset=utf-8");
      assert.equal(answer.headers.get("cache-control"), "public, max-age=31536000, immutable");
      assert.equal(answer.headers.get("vary"), "Accept-Encoding");
      // A worker goes by the policy of its own file: it must be able to load what it is made of.
      assert.match(answer.headers.get("content-security-policy") ?? "", /script-src 'self'/);
      assert.equal(await answer.text(), SCRIPT);
    }
    const uncompressed = await get("/assets/plain-sjzi6mUH.css", { "accept-encoding": "br, gzip" });
    assert.deepEqual([uncompressed.status, uncompressed.headers.get("content-encoding")], [200, null]);
    const icon = await get("/icon.svg");
    assert.deepEqual(
      [icon.headers.get("content-type"), icon.headers.get("cache-control")],
      ["image/svg+xml", "no-cache"],
    );
  });

  it("are not sent again to who has them, nor to who asks for the head alone", async () => {
    const tags = await Promise.all(
      ["br", "gzip", "identity"].map(async (encoding) => {
        const { headers } = await get(ASSET, { "accept-encoding": encoding });
        return headers.get("etag") ?? "";
      }),
    );
    assert.equal(new Set(tags).size, 3);
    const [tag = ""] = tags;
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const answer = await get(ASSET, { "accept-encoding": "br", "if-none-match": known });
      assert.deepEqual([answer.status, await answer.text()], [304, ""], known);
    }
    assert.equal((await get(ASSET, { "accept-encoding": "gzip", "if-none-match": tag })).status, 200);
    const head = await get(ASSET, { "accept-encoding": "identity" }, "HEAD");
    assert.deepEqual([head.headers.get("content-length"), await head.text()], [String(SCRIPT.length), ""]);
    assert.equal((await get("/projects/shop", HTML, "HEAD")).status, 200);
  });

  it("are found by their whole address alone", async () => {
    const raw = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const { hostname, port } = new URL(platform.url);
        request({ hostname, port, path }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        })
          .on("error", reject)
          .end();
      });
    for (const path of [
      "/assets/../index.html",
      "/assets/..%2f..%2fpackage.json",
      "/../package.json",
      "/assets/%2e%2e/%2e%2e/package.json",
      "//assets/index-Bk_VRw1c.js",
      `${ASSET}.br`,
      "/sources.sha256",
      "/assets/",
      "/assets/__proto__",
    ]) {
      assert.equal(await raw(path), 404, path);
    }
  });

  it("say which command makes them where they were never made", async () => {
    const empty = mkdtempSync(join(tmpdir(), "espalier-dashboard-"));
    const bare = await testPlatform({}, { dashboard: empty });
    try {
      const answer = await fetch(`${bare.url}/projects/shop/infra`, { headers: HTML });
      assert.equal(answer.status, 503);
      assert.match(await answer.text(), /npm run build:web/);
      assert.equal((await fetch(`${bare.url}/docs`)).status, 200);
    } finally {
      await bare.close();
    }
  });

  it("have an address for each page that the dashboard has", async () => {
    const x = { project: "shop", template: "x", zone: "x", container: "x", revision: "1", update: "x" };
    for (const path of everyPage(x)) assert.equal((await get(path, HTML)).status, 200, path);
  });
});
